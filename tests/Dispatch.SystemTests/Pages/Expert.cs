using System.Net.Http.Json;
using System.Text.Json;

namespace Dispatch.SystemTests.Pages;

/// <summary>The expert who is asked about an order, over the API.</summary>
internal sealed class Expert(ServiceProcess service)
{
    /// <summary>Says yes, goes there and reports.</summary>
    /// <param name="tracking">The order.</param>
    /// <param name="accepted">What others do while the expert is on the way.</param>
    public async Task Visit(string tracking, Func<Task>? accepted = null)
    {
        var expert = await Asked(tracking);
        await Say(tracking, "accept", expert, new { });
        if (accepted is not null) await accepted();
        await Say(tracking, "check-in", expert, new { });
        await Say(tracking, "report", expert, new { findings = "葵花菌核病，病株率约两成，主要在低洼处", advice = "拔除病株带出田外，开沟排水，喷施菌核净，七天后再喷一次", outcome = "Solved" });
    }

    /// <summary>The code of the expert who is asked, once somebody is.</summary>
    public async Task<string> Asked(string tracking)
    {
        string? expert = null;
        await Eventually.Holds("somebody is asked", async () => (expert = await Holder(tracking)) is not null, TimeSpan.FromMinutes(1));
        return expert!;
    }

    private async Task<string?> Holder(string tracking) =>
        (await service.Order(tracking)).GetProperty("seats").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } seat ? seat.GetProperty("expertCode").GetString() : null;

    private async Task Say(string tracking, string act, string expert, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/orders/{tracking}/{act}") { Content = JsonContent.Create(body), Headers = { { "Dispatch-Actor", $"Expert:{SmallWorld.Expert(expert)}" } } };
        using var answer = await service.Client.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
