using System.Net;
using System.Net.Http.Json;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Http;

/// <summary>A phone with little network asks for return=minimal (RFC 7240).</summary>
public sealed class When_little_is_wanted_back : ServiceSpec
{
    private string tracking = null!;

    [SetUp]
    public async Task An_order_is_offered()
    {
        await Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", km: 20));
        tracking = await Service.Offered();
    }

    /// <summary>Seen red without the preference.</summary>
    [TestCase("return=minimal")]
    [TestCase("respond-async, Return=\"minimal\"")]
    public async Task The_act_is_done_and_nothing_more_is_said(string preference)
    {
        using var answer = await Accept(preference);

        Assert.That((answer.StatusCode, await answer.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.NoContent, "")));
        Assert.That(answer.Headers.GetValues("Preference-Applied"), Is.EqualTo(new[] { "return=minimal" }));
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Accepted));
    }

    [Test]
    public async Task Sent_again_it_says_as_little()
    {
        using var first = await Accept("return=minimal", key: "k1");
        using var again = await Accept("return=minimal", key: "k1");

        Assert.That((first.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NoContent)));
        Assert.That((await Service.History(tracking)).Count(row => row.Fact == nameof(Accepted)), Is.EqualTo(1));
    }

    [TestCase("return=representation")]
    [TestCase("return")]
    [TestCase("=;=")]
    public async Task Other_preferences_get_the_whole_order(string preference)
    {
        using var answer = await Accept(preference);

        Assert.That((answer.StatusCode, (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("state").GetString()), Is.EqualTo((HttpStatusCode.OK, "Accepted")));
    }

    [Test]
    public async Task What_is_refused_or_unknown_says_why()
    {
        using var refused = await Accept("return=minimal", expert: "E2");
        using var unknown = await Accept("return=minimal", of: "23514124938");

        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain(nameof(Refusal.OfferedToSomeoneElse)));
        Assert.That((refused.StatusCode, unknown.StatusCode), Is.EqualTo((HttpStatusCode.Conflict, HttpStatusCode.NotFound)));
    }

    private async Task<HttpResponseMessage> Accept(string preference, string? key = null, string expert = "E1", string? of = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/orders/{of ?? tracking}/accept") { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Dispatch-Actor", OrderDesk.Expert(expert));
        Assert.That(request.Headers.TryAddWithoutValidation("Prefer", preference));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Service.Http.SendAsync(request);
    }
}
