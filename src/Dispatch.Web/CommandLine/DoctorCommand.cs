using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Dispatch.Web.Doctor;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch doctor: are the promises kept, on this database?</summary>
internal static class DoctorCommand
{
    public static Command Command(Shell shell)
    {
        var at = new Option<string?>("--at") { Description = "judge limits as of this time, e.g. 2026-07-31T20:00, in Dispatch:Zone unless it says an offset (+08:00); else now while a service runs, and when one was last at work while none does" };
        var json = new Option<bool>("--json") { Description = "as JSON" };
        var language = Shell.LanguageOption();
        at.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && TimeIn(TimeZoneInfo.Utc, word.Value) is null) result.AddError($"--at is '{word.Value}'; expected a time like 2026-07-31T20:00 or 2026-07-31T20:00+08:00.");
        });
        var doctor = new Command("doctor", "Checks every promise on the live database 体检 and names each row that breaks one") { at, json, language };
        doctor.SetAction((parsed, stop) => Run(shell, parsed.GetValue(at), parsed.GetValue(json), Shell.LanguageOf(parsed.GetValue(language)), stop));
        return doctor;
    }

    private static async Task<int> Run(Shell shell, string? at, bool json, string language, CancellationToken stop)
    {
        await using var parts = await shell.PartsAsync(stop);
        await using var scope = parts.CreateAsyncScope();
        var zone = parts.GetRequiredService<Limits>().FieldHours.Zone;
        var care = TimeIn(zone, at) is { } given
            ? new LookedAfter(Care.Given, given)
            : await LookedAfter.By(await parts.GetRequiredService<Storage>().Holders(stop), scope.ServiceProvider.GetRequiredService<DispatchDb>(), parts.GetRequiredService<TimeProvider>().GetUtcNow(), stop);
        var found = await scope.ServiceProvider.GetRequiredService<Examination>().Run(care.At, stop);
        var later = await LaterSteps.Than(care.At, scope.ServiceProvider.GetRequiredService<DispatchDb>(), stop);
        if (json) await shell.Out.WriteLineAsync(JsonSerializer.Serialize(Written(care, later, found, language), StoredJson.Indented));
        else Say(shell.Out, [care.In(language, zone), later.In(language)], found, language);
        return found.All(diagnosis => diagnosis.Holds) ? 0 : Shell.Failed;
    }

    private static void Say(TextWriter output, IEnumerable<string?> before, IEnumerable<Diagnosis> found, string language)
    {
        foreach (var line in before.OfType<string>()) output.WriteLine(line);
        foreach (var diagnosis in found)
        {
            output.WriteLine($"{(diagnosis.Holds ? "ok    " : "BROKEN")} {diagnosis.Number}. {diagnosis.In(language)}");
            foreach (var breach in diagnosis.Breaches) output.WriteLine($"         {breach.In(language)}");
        }
    }

    private static object Written(LookedAfter care, LaterSteps later, IReadOnlyList<Diagnosis> found, string language) => new
    {
        ok = found.All(diagnosis => diagnosis.Holds),
        judgedAt = care.At,
        lookedAfterBy = care.Care,
        later,
        promises = found.Select(diagnosis => new
        {
            diagnosis.Number,
            Promise = diagnosis.In(language),
            diagnosis.Holds,
            Breaches = diagnosis.Breaches.Select(breach => new { breach.Row, What = breach.In(language) }),
        }),
    };

    /// <summary>A time without an offset is meant in the district, wherever the machine stands.</summary>
    private static DateTimeOffset? TimeIn(TimeZoneInfo zone, string? text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)) return null;
        return time.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(time, zone.GetUtcOffset(time)) : time;
    }
}
