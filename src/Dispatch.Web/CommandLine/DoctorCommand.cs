using System.CommandLine;
using System.Text.Json;
using Dispatch.Persistence;
using Dispatch.Web.Doctor;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch doctor: are the promises kept, on this database, now?</summary>
internal static class DoctorCommand
{
    public static Command Command(Shell shell)
    {
        var json = new Option<bool>("--json") { Description = "as JSON" };
        var doctor = new Command("doctor", "Checks every promise on the live database 体检 and names each row that breaks one") { json };
        doctor.SetAction(async (parsed, stop) =>
        {
            await using var parts = await shell.PartsAsync(stop);
            await using var scope = parts.CreateAsyncScope();
            var found = await scope.ServiceProvider.GetRequiredService<Examination>().Run(stop);
            if (parsed.GetValue(json)) await shell.Out.WriteLineAsync(JsonSerializer.Serialize(found, StoredJson.Indented));
            else foreach (var diagnosis in found) Say(shell, diagnosis);
            return found.All(diagnosis => diagnosis.Holds) ? 0 : Shell.Failed;
        });
        return doctor;
    }

    private static void Say(Shell shell, Diagnosis diagnosis)
    {
        shell.Out.WriteLine($"{(diagnosis.Holds ? "ok    " : "BROKEN")} {diagnosis.Number}. {diagnosis.Promise}");
        foreach (var breach in diagnosis.Breaches) shell.Out.WriteLine($"         {breach.Row}: {breach.What}");
    }
}
