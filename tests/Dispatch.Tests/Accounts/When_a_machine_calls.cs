using System.Net;
using System.Net.Http.Json;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Intake;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Accounts;

/// <summary>A hotline's switchboard speaks for farmers and clerks, and for nobody else.</summary>
[OnBothDatabases(TakesLong = true)]
public sealed class When_a_machine_calls : ServiceSpec
{
    private string secret = null!;
    private HttpClient hotline = null!;

    [SetUp]
    public async Task Give()
    {
        await Service.Settle(Langshan.Expert("E1"));
        secret = (await Keys(keys => keys.Add("hotline", [Role.Farmer, Role.Clerk], CancellationToken.None)))!;
        hotline = Service.Client(secret);
    }

    [TearDown]
    public void Leave() => hotline.Dispose();

    [Test]
    public async Task It_is_let_in_for_whom_it_speaks()
    {
        Assert.That((await hotline.Send(HttpMethod.Get, "/towns", OrderDesk.Farmer)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await hotline.Send(HttpMethod.Get, "/orders", OrderDesk.Clerk)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    /// <summary>Seen red when the key's roles were not asked for.</summary>
    [TestCase("Desk:li")]
    [TestCase("Administrator:li")]
    public async Task For_others_it_is_refused_and_told_so(string actor)
    {
        var reply = await hotline.Send(HttpMethod.Get, "/orders", actor, language: "en");
        Assert.That((reply.Status, reply.Fields.Single()), Is.EqualTo((HttpStatusCode.Forbidden, "Dispatch-Actor")));
        Assert.That(reply.Body.ToString(), Does.Contain("may not speak for that role"));
    }

    [Test]
    public async Task Without_a_key_the_answer_says_what_is_missing_and_in_which_header()
    {
        using var stranger = Service.Client(key: null);
        using var answer = await stranger.GetAsync("/api/v1/towns");
        Assert.That((answer.StatusCode, $"{answer.Headers.WwwAuthenticate}"), Is.EqualTo((HttpStatusCode.Unauthorized, "Bearer")));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"NotSignedIn\"").And.Contain("Authorization"));
    }

    /// <summary>Seen red when a key was trusted for ever.</summary>
    [Test]
    public async Task Once_revoked_it_is_let_in_no_longer_than_it_was_trusted()
    {
        await hotline.Send(HttpMethod.Get, "/towns", OrderDesk.Farmer);
        Assert.That(await Keys(keys => keys.Revoke("hotline", CancellationToken.None)));
        Service.Clock.Advance(KnownKeys.Trust);
        Assert.That((await hotline.Send(HttpMethod.Get, "/towns", OrderDesk.Farmer)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task The_secret_is_nowhere_in_the_database()
    {
        var key = await Service.Db(db => db.Set<ApiKey>().AsNoTracking().SingleAsync(one => one.Name == "hotline"));
        Assert.That((key.Hash, key.Name), Is.Not.EqualTo((secret, secret)));
        Assert.That(key.Hash, Has.Length.EqualTo(64).And.EqualTo(ApiKeys.HashOf(secret)));
    }

    [Test]
    public async Task A_name_is_given_once_also_after_it_was_revoked()
    {
        await Keys(keys => keys.Revoke("hotline", CancellationToken.None));
        Assert.That(await Keys(keys => keys.Add("hotline", [Role.Farmer], CancellationToken.None)), Is.Null);
    }

    /// <summary>Seen red. What another machine was answered under the same Idempotency-Key is not for this one: it may not be for its roles.</summary>
    [Test]
    public async Task It_is_not_given_what_another_machine_was_answered()
    {
        var order = OrderDesk.Sunflower;
        using var first = await Sent(Service.Http, order, "Desk:li");
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        using var second = await Sent(hotline, order, "Desk:li");
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private Task<T> Keys<T>(Func<ApiKeys, Task<T>> act) => Service.Db(db => act(new ApiKeys(db, Service.Clock)));

    private static async Task<HttpResponseMessage> Sent(HttpClient http, OrderRequest body, string by)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(body) };
        request.Headers.Add("Dispatch-Actor", by);
        request.Headers.Add("Idempotency-Key", "1");
        return await http.SendAsync(request);
    }
}
