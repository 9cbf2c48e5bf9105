using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Http;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Http;

/// <summary>Keys like "1" are everybody's. What is kept of an answer may be gone, or was never written because the process died.</summary>
public sealed class When_two_people_use_one_key : ServiceSpec
{
    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2"));

    [TestCase("orders")]
    [TestCase("lectures")]
    [TestCase("pairings")]
    public async Task Each_gets_their_own(string what)
    {
        var (first, second) = (await Post(what, "Clerk:wang", "E1"), await Post(what, "Clerk:li", "E2"));

        Assert.That((first.Status, second.Status), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created)));
        Assert.That(second.Text("id"), Is.Not.EqualTo(first.Text("id")));
        Assert.That(await Written(what), Is.EqualTo(2));
    }

    [TestCase("orders")]
    [TestCase("lectures")]
    [TestCase("pairings")]
    public async Task The_same_again_is_the_same_one_also_when_the_answer_is_forgotten(string what)
    {
        var first = await Post(what, "Clerk:wang", "E1");
        await Forget();
        var again = await Post(what, "Clerk:wang", "E1");

        Assert.That((again.Status, again.Text("id")), Is.EqualTo((HttpStatusCode.Created, first.Text("id"))));
    }

    [TestCase("orders")]
    [TestCase("lectures")]
    [TestCase("pairings")]
    public async Task Something_else_under_ones_own_key_is_refused_also_when_the_answer_is_forgotten(string what)
    {
        await Post(what, "Clerk:wang", "E1");
        await Forget();
        var other = await Post(what, "Clerk:wang", "E2");

        Assert.That((other.Status, other.Code), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "KeyReused")));
        Assert.That(await Written(what), Is.EqualTo(1));
    }

    private Task<int> Forget() => Service.Db(db => db.Set<KeptAnswer>().ExecuteDeleteAsync());

    private Task<int> Written(string what) => Service.Db(db => what switch
    {
        "orders" => db.Set<Order>().CountAsync(),
        "lectures" => db.Set<Lecture>().CountAsync(),
        _ => db.Set<Pairing>().CountAsync(),
    });

    private async Task<Reply> Post(string what, string by, string expert)
    {
        object body = what switch
        {
            "orders" => OrderDesk.Sunflower with { AskedFor = expert },
            "lectures" => new { title = "列当", skill = "PlantProtection", experts = new[] { expert }, station = "S001", whereabouts = "村委会", startsAt = Service.Monday.AddDays(1), minutes = 90 },
            _ => new { expert, village = "富强村", from = Service.Monday, to = Service.Monday.AddYears(1) },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{what}") { Content = JsonContent.Create(body, body.GetType()) };
        request.Headers.Add("Dispatch-Actor", by);
        request.Headers.Add("Idempotency-Key", "1");
        using var answer = await Service.Http.SendAsync(request);
        return new Reply(answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
