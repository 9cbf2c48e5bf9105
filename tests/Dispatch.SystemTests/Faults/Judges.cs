using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dispatch.SystemTests.Faults;

/// <summary>What the service's own commands say of the database: the doctor, the ledger's check, the error queues.</summary>
public static partial class Judges
{
    /// <summary>Who was first in the queue, judged by the times that processes have written down.</summary>
    private const int OldestFirst = 5;

    public static async Task<IReadOnlyList<Finding>> Ask(Fleet fleet, IReadOnlyList<Passed> rounds)
    {
        var doctor = await Command.TypedAsync(fleet.Direct, "doctor", "--json", "--lang", "en");
        var ledger = await Command.TypedAsync(fleet.Direct, "ledger", "verify", "--lang", "en");
        var errors = await Command.TypedAsync(fleet.Direct, "errors", "list", "--json");
        return
        [
            .. Broken(doctor, OfFalseTimes(fleet.Told, rounds)),
            .. ledger.ExitCode == 0 ? [] : new[] { new Finding(0, Wrong.Ledger, ledger.Output + ledger.Errors) },
            .. JsonDocument.Parse(errors.Output).RootElement.EnumerateArray().Select(error => new Finding(0, Wrong.Odd, $"in the error queue: {error}")),
        ];
    }

    /// <summary>While a clock is wrong, what an order's times say of who came first is wrong too: where one of the two orders of a breach is such a one, promise 5 is not asked.</summary>
    private static HashSet<string> OfFalseTimes(Told told, IReadOnlyList<Passed> rounds)
    {
        var jumped = rounds.Where(round => round.Round.Fault.Name == AllFaults.ClockJump).Select(round => round.Round.Number).ToHashSet();
        return [.. told.Submissions.Where(sent => jumped.Contains(sent.Round)).Select(sent => sent.Tracking).OfType<string>(), .. told.Deeds.Where(deed => jumped.Contains(deed.Round)).Select(deed => deed.Tracking)];
    }

    private static IEnumerable<Finding> Broken(Command doctor, HashSet<string> ofFalseTimes)
    {
        if (doctor.ExitCode == 0) return [];
        if (!doctor.Output.StartsWith('{')) return [new Finding(0, Wrong.Doctor, doctor.Output + doctor.Errors)];
        var breaches = JsonDocument.Parse(doctor.Output).RootElement.GetProperty("promises").EnumerateArray()
            .SelectMany(promise => promise.GetProperty("breaches").EnumerateArray().Select(breach => (Number: promise.GetProperty("number").GetInt32(), What: breach.GetProperty("what").GetString()!)))
            .ToList();
        return breaches is [] ? [new Finding(0, Wrong.Doctor, $"it failed and named nothing: {doctor.Output}{doctor.Errors}")] : breaches
            .Where(breach => breach.Number != OldestFirst || !Trackings().Matches(breach.What).Any(named => ofFalseTimes.Contains(named.Value)))
            .Select(breach => new Finding(0, Wrong.Doctor, $"promise {breach.Number}: {breach.What}"));
    }

    [GeneratedRegex(@"\b[0-9]{11}\b")]
    private static partial Regex Trackings();
}
