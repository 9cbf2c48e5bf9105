using System.Data.Common;
using System.Diagnostics;

namespace Dispatch.SystemTests.Faults;

/// <summary>One fault after another strikes the fleet while the crowd is at work, and heals; then all comes to its end.</summary>
public sealed class Storm(Fleet fleet)
{
    /// <summary>A fault is over after this, however few answers have come.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>As the goal has it, after healing.</summary>
    private static readonly TimeSpan Goal = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(3);
    private static readonly Task Never = new TaskCompletionSource().Task;
    private readonly AnswerCount answers = new();
    private readonly List<Passed> passed = [];
    private readonly Told told = fleet.Told;

    /// <summary>The rounds that are over.</summary>
    public IReadOnlyList<Passed> Rounds => passed;

    public async Task Pass(IEnumerable<Round> rounds, Action<string> say)
    {
        told.Answered += answers.Count;
        await using var crowd = new Crowd(fleet.Machines, told, fleet.Shape.Farmers);
        foreach (var round in rounds)
            if (!await IsOver(round, crowd, say)) break;
        if (!await crowd.End(Ceiling)) told.Find(Wrong.Lost, $"somebody's order had not ended {Ceiling.TotalMinutes:0} minutes after the last fault");
        await Quiet();
        await Overbooking.Look(fleet.Parts, told);
    }

    /// <returns>False when it did not heal: what was told until then is compared all the same.</returns>
    private async Task<bool> IsOver(Round round, Crowd crowd, Action<string> say)
    {
        try
        {
            passed.Add(await Pass(round, crowd));
            say($"{round.Number,4} {round.Fault.Name}: healed in {passed[^1].Healing.TotalSeconds:0.0} s, a fresh order got its offer {passed[^1].Recovery.TotalSeconds:0.0} s after");
            return true;
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException and not ObjectDisposedException)
        {
            told.Find(Wrong.Recovery, $"{round.Fault.Name} did not heal: {failure.Message}");
            return false;
        }
    }

    private async Task<Passed> Pass(Round round, Crowd crowd)
    {
        told.Begin(round.Number);
        await Happens(crowd, answers.More(round.After), Ceiling);
        var heal = await round.Fault.Strike(fleet, round.Victim);
        await LookWhileStruck(round.Fault);
        await Happens(crowd, round.Fault.Lasts is null ? answers.More(round.During) : Never, round.Fault.Lasts ?? Longest);
        var begun = Stopwatch.GetTimestamp();
        await heal();
        var healed = Stopwatch.GetTimestamp();
        await Happens(crowd, crowd.Fresh(), Ceiling);
        var recovery = Stopwatch.GetElapsedTime(healed);
        if (recovery > Goal) told.Find(Wrong.Recovery, $"{recovery.TotalSeconds:0.0} s after {round.Fault.Name}");
        return new Passed(round, Stopwatch.GetElapsedTime(begun, healed), recovery);
    }

    private async Task LookWhileStruck(Fault fault)
    {
        try
        {
            await Overbooking.Look(fleet.Parts, told);
        }
        catch (DbException) when (fault.HitsDatabase)
        {
            // It is looked into after the last round at the latest.
        }
    }

    /// <summary>Everything that was written is sent, and heard by everybody who notes what they hear.</summary>
    private async Task Quiet()
    {
        try
        {
            await Eventually.Holds("every message is sent and handled", async () => await Books.Unheard(fleet.Parts) == 0, Ceiling);
        }
        catch (TimeoutException late)
        {
            told.Find(Wrong.Lost, $"{await Books.Unheard(fleet.Parts)} messages: {late.Message}");
        }
    }

    /// <summary>Waits no longer than so, by the real clock: what happens is done by other processes, and nothing else tells that none of it will. Whoever in the crowd can't go on ends the run at once.</summary>
    private static async Task Happens(Crowd crowd, Task awaited, TimeSpan longest)
    {
        if (await Task.WhenAny(awaited, crowd.Failed, Task.Delay(longest)) == crowd.Failed) await crowd.Failed;
    }
}

/// <summary>A round that is over.</summary>
/// <param name="Round">What happened.</param>
/// <param name="Healing">How long it took until what was dead answered again.</param>
/// <param name="Recovery">And from then on, until a fresh order had its offer.</param>
public sealed record Passed(Round Round, TimeSpan Healing, TimeSpan Recovery);
