using System.Net;
using System.Text.Json.Nodes;

namespace Dispatch.SystemTests.Faults;

/// <summary>Somebody who tries what nobody may, a farmer with other people's orders, also under a clerk's name; and orders from where nobody lives.</summary>
public sealed class Meddler(Doors doors, Told told)
{
    private const string Phone = "13999999999";
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly Voice voice = new(doors, $"Farmer:{Phone}");

    /// <summary>The machine speaks for farmers.</summary>
    private readonly Voice asClerk = new(doors, "Clerk:wang");

    public async Task Work(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick);
        for (var n = 0; await timer.Next(stop); n++)
            if (told.Submissions.LastOrDefault(sent => sent.Tracking is not null)?.Tracking is { } others) await Try(others, n);
    }

    private async Task Try(string others, int n)
    {
        var cancelling = $"orders/{others}/cancel";
        var (answer, words) = await Say(asClerk, cancelling, new { reason = "不是我的" }, n);
        if (answer is not HttpStatusCode.Forbidden) told.Find(Wrong.Allowed, $"{cancelling} as a clerk, by a farmers' machine: {(int)answer} {words}");
        (answer, words) = await Say(voice, cancelling, new { reason = "不是我的" }, n);
        if (answer is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict)) told.Find(Wrong.Allowed, $"{cancelling}: {(int)answer} {words}");
        (answer, words) = await Say(voice, "orders", new { farmerName = "李秀英", farmerPhone = Phone, difficulty = "葵花有蚜虫", village = "没有的村" }, n);
        if (answer != HttpStatusCode.BadRequest || !Names(words, "village")) told.Find(Wrong.Allowed, $"an order from a village that is not there: {(int)answer} {words}");
    }

    private static async Task<(HttpStatusCode Answer, string Words)> Say(Voice voice, string path, object body, int n)
    {
        var (answer, _) = await voice.Say(path, body, $"{voice.Actor}-{path}-{n}");
        using (answer) return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Whether the answer says of this field alone what is wrong with it.</summary>
    private static bool Names(string words, string field) =>
        JsonNode.Parse(words)?["errors"] is JsonObject errors && errors.Select(error => error.Key).SequenceEqual([field]);
}
