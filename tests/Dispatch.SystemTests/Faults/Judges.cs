using System.Text.Json;

namespace Dispatch.SystemTests.Faults;

/// <summary>What the service's own commands say of the database: the doctor, the ledger's check, the error queues.</summary>
public static class Judges
{
    public static async Task<IReadOnlyList<Finding>> Ask(Fleet fleet)
    {
        var doctor = await Command.TypedAsync(fleet.Direct, "doctor", "--lang", "en");
        var ledger = await Command.TypedAsync(fleet.Direct, "ledger", "verify", "--lang", "en");
        var errors = await Command.TypedAsync(fleet.Direct, "errors", "list", "--json");
        return
        [
            .. Failing(doctor, Wrong.Doctor),
            .. Failing(ledger, Wrong.Ledger),
            .. JsonDocument.Parse(errors.Output).RootElement.EnumerateArray().Select(error => new Finding(0, Wrong.Odd, $"in the error queue: {error}")),
        ];
    }

    private static IEnumerable<Finding> Failing(Command command, Wrong wrong) =>
        command.ExitCode == 0 ? [] : [new Finding(0, wrong, command.Output + command.Errors)];
}
