using System.CommandLine;
using System.Text.Json;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Privacy;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch farmers: what is kept about one, to be handed to them; and nothing any more.</summary>
internal static class FarmersCommand
{
    public static Command Command(Shell shell) => new("farmers", "A farmer's data 农户数据: export, erase")
    {
        Export(shell),
        Erase(shell),
    };

    private static Command Export(Shell shell)
    {
        var (phone, json, language) = (Phone(), new Option<bool>("--json") { Description = "all of it, as JSON" }, Shell.LanguageOption());
        var export = new Command("export", "everything that is kept under a phone") { phone, json, language };
        export.SetAction(async (parsed, stop) =>
        {
            await using var parts = await shell.PartsAsync(stop);
            await using var scope = parts.CreateAsyncScope();
            var part = scope.ServiceProvider;
            var data = await ExportPerson.Give(Read(parsed.GetRequiredValue(phone))!, Viewer.AtConsole, part.GetRequiredService<WhatIsKept>(), part.GetRequiredService<AuditLog>(), part.GetRequiredService<TimeProvider>(), stop);
            await shell.Out.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(data, StoredJson.Indented)
                : Texts.In(Shell.LanguageOf(parsed.GetValue(language)), "Farmers.Kept", data.Phone, data.Orders.Count, data.Enrolments.Count, data.Pairings.Count, data.Seen.Count));
            return 0;
        });
        return export;
    }

    private static Command Erase(Shell shell)
    {
        var phone = Phone();
        var reason = new Option<string>("--reason") { Description = "why, for the audit log; no names", Required = true };
        var (json, language) = (new Option<bool>("--json") { Description = "what was erased, as JSON" }, Shell.LanguageOption());
        reason.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } words && (words.ShowsNothing() || words.Length > 300)) result.AddError("--reason must be 1 to 300 characters.");
        });
        var erase = new Command("erase", "takes the farmer out of everything that is kept; orders are counted as before") { phone, reason, json, language };
        erase.SetAction((parsed, stop) => shell.With<Eraser>(mayCreate: false, async eraser =>
        {
            var tongue = Shell.LanguageOf(parsed.GetValue(language));
            var (done, refusal) = await eraser.Erase(Read(parsed.GetRequiredValue(phone))!, parsed.GetRequiredValue(reason).Trim(), Viewer.AtConsole, stop);
            if (refusal is { } why) return shell.Fail(Texts.In(tongue, $"{nameof(ErasureRefusal)}.{why}"));
            await shell.Out.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(done, StoredJson.Indented) : Told(done!, tongue));
            return 0;
        }, stop));
        return erase;
    }

    private static string Told(Erasure done, string language) =>
        done.Mark is null ? Texts.In(language, "Farmers.Nothing") : Texts.In(language, "Farmers.Erased", done.Orders, done.Enrolments, done.Pairings, done.Photos, done.Mark);

    private static Argument<string> Phone()
    {
        var phone = new Argument<string>("phone") { Description = "the farmer's" };
        phone.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } typed && Read(typed) is null) result.AddError($"'{typed}' is not a telephone number.");
        });
        return phone;
    }

    private static string? Read(string typed) => Check.TryPhone(typed, out var phone) ? phone : null;
}
