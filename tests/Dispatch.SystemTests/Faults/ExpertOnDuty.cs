using System.Net.Http.Json;
using System.Text.Json;

namespace Dispatch.SystemTests.Faults;

/// <summary>An expert who looks at the own list again and again, and does what is next by a script: yes or no, go, report; some offers are left to lapse.</summary>
public sealed class ExpertOnDuty(Doors doors, Told told, string code, int capacity)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(400);
    private readonly Saying saying = new(new Voice(doors, $"Expert:{SmallWorld.Expert(code)}"), told);
    private readonly HashSet<string> refused = [];
    private readonly Dictionary<string, int> visits = [];
    private string? ignored;
    private bool dutiful;

    /// <summary>From now on every offer is answered.</summary>
    public void BeDutiful() => Volatile.Write(ref dutiful, true);

    public async Task Work(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick);
        do
        {
            var lines = await Lines();
            if (lines.Count > capacity) told.Find(Wrong.Overbooked, $"{code} is shown {lines.Count} seats and can hold {capacity}");
            foreach (var line in lines) await Act(line.GetProperty("tracking").GetString()!, line.GetProperty("state").GetString()!);
        }
        while (await timer.Next(stop));
    }

    private async Task<IReadOnlyList<JsonElement>> Lines()
    {
        using var answer = await saying.Voice.Look("offers");
        if (answer.IsSuccessStatusCode) return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray()];
        await saying.Wonder($"offers of {code}", answer);
        return [];
    }

    private Task Act(string tracking, string state)
    {
        if (refused.Contains(tracking)) told.Find(Wrong.AskedAgain, $"{code} for {tracking}");
        var script = Script.Number(tracking + code);
        return state switch
        {
            "Offered" when script % 9 == 4 && IsIgnored(tracking) => Task.CompletedTask,
            "Offered" when script % 6 == 0 => Refuse(tracking, "decline", "Declined"),
            "Offered" => Do(tracking, "accept", "Accepted", new { }),
            "Accepted" when script % 7 == 1 => Refuse(tracking, "hand-back", "HandedBack"),
            "Accepted" => Do(tracking, "check-in", "CheckedIn", new { }),
            "Arrived" => Report(tracking),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>One at a time, and not the only one: it keeps a seat until it lapses, and that may be never. Nor by whom others wait for: that would keep theirs as well.</summary>
    private bool IsIgnored(string tracking)
    {
        if (Volatile.Read(ref dutiful) || capacity is 1 or FaultWorld.Wide) return false;
        ignored ??= tracking;
        return ignored == tracking;
    }

    private async Task Refuse(string tracking, string act, string fact)
    {
        if (await Do(tracking, act, fact, new { reason = "今天走不开" })) refused.Add(tracking);
    }

    /// <summary>What an expert writes of an order.</summary>
    public static string Findings(string expert, string tracking) => $"蚜虫，{expert}，{tracking}";

    private async Task Report(string tracking)
    {
        if (await Do(tracking, "report", "Reported", new { findings = Findings(saying.Voice.Actor, tracking), advice = "喷药", outcome = "Solved" })) visits[tracking] = visits.GetValueOrDefault(tracking) + 1;
    }

    private Task<bool> Do(string tracking, string act, string fact, object body) =>
        saying.Do(tracking, act, fact, body, $"{tracking}-{act}-{code}-{visits.GetValueOrDefault(tracking)}");
}
