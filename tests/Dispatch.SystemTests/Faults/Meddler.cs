using System.Net;

namespace Dispatch.SystemTests.Faults;

/// <summary>Somebody who tries what nobody may, a farmer with other people's orders; and orders what can't be read.</summary>
public sealed class Meddler(Doors doors, Told told)
{
    private const string Phone = "13999999999";
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly Voice voice = new(doors, $"Farmer:{Phone}");

    public async Task Work(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick);
        for (var n = 0; await timer.Next(stop); n++)
            if (told.Submissions.LastOrDefault(sent => sent.Tracking is not null)?.Tracking is { } others) await Try(others, n);
    }

    private async Task Try(string others, int n)
    {
        await Refused($"orders/{others}/cancel", new { reason = "不是我的" }, n);
        await Refused("orders", new { farmerName = "李秀英", farmerPhone = Phone, difficulty = "葵花有蚜虫", village = "没有的村" }, n);
    }

    private async Task Refused(string path, object body, int n)
    {
        var (answer, _) = await voice.Say(path, body, $"{path}-{n}");
        using (answer)
            if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict)) told.Find(Wrong.Allowed, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
