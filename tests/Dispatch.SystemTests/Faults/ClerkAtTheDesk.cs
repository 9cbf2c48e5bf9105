using System.Net.Http.Json;
using System.Text.Json;

namespace Dispatch.SystemTests.Faults;

/// <summary>A clerk who answers what comes to the station because nobody could go, and gives up where somebody has been there and nobody else can.</summary>
public sealed class ClerkAtTheDesk(Doors doors, Told told)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly Saying saying = new(new Voice(doors, "Clerk:wang"), told);

    public async Task Work(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick);
        while (await timer.Next(stop))
        {
            using var answer = await saying.Voice.Look("orders?state=NeedsClerk");
            if (!answer.IsSuccessStatusCode) await saying.Wonder("list of what needs a clerk", answer);
            else foreach (var line in (await answer.Content.ReadFromJsonAsync<JsonElement>(stop)).EnumerateArray()) await Answer(line.GetProperty("tracking").GetString()!);
        }
    }

    private async Task Answer(string tracking)
    {
        if (await saying.Do(tracking, "answer", "Answered", new { words = "电话里说清了" }, $"{tracking}-answer", "Answered")) return;
        await saying.Do(tracking, "give-up", "GivenUp", new { words = "没有别人能去" }, $"{tracking}-give-up", "NotSolved");
    }
}
