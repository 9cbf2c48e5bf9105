using System.CommandLine;
using System.Text;
using System.Text.Json;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Dispatch.Web.Serving;

namespace Dispatch.Web.CommandLine;

/// <summary><c>dispatch ledger totals | verify | rebuild | export FILE</c>.</summary>
internal static class LedgerCommand
{
    public static Command Command(Shell shell) => Create(() => shell.PartsAsync(CancellationToken.None).GetAwaiter().GetResult());

    /// <param name="services">Gives the services over the configured database; asked once, when a command runs.</param>
    public static Command Create(Func<IServiceProvider> services)
    {
        var json = new Option<bool>("--json") { Description = "as JSON" };
        var language = Shell.LanguageOption();
        return new Command("ledger", "台账 what was done, counted once")
        {
            Totals(services, json, language), Verify(services, json, language), Rebuild(services, language), Export(services, language),
        };
    }

    private static Command Totals(Func<IServiceProvider> services, Option<bool> json, Option<string?> language)
    {
        var from = new Option<string?>("--from") { Description = "first month, 2026-01" };
        var to = new Option<string?>("--to") { Description = "last month, 2026-12" };
        var by = new Option<By>("--by") { Description = "District, Town, Station, Expert, Month or Skill" };
        var command = new Command("totals", "totals from the kept sums; opening balances apart") { from, to, by, json, language };
        command.SetAction((parsed, stop) => With(services, parsed, language, async (scope, tongue) =>
        {
            var view = await ReadTotals.Read(scope.GetRequiredService<DispatchDb>(), Months.Read(parsed.GetValue(from), parsed.GetValue(to)), parsed.GetValue(by), scope.GetRequiredService<Limits>().FieldHours.Zone, stop);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) await output.WriteLineAsync(JsonSerializer.Serialize(view, StoredJson.Indented));
            else foreach (var line in TotalsText.Lines(view, tongue)) await output.WriteLineAsync(line);
            return 0;
        }));
        return command;
    }

    private static Command Verify(Func<IServiceProvider> services, Option<bool> json, Option<string?> language)
    {
        var command = new Command("verify", "entries, hashes, sums and sources; exit code 1 when something differs") { json, language };
        command.SetAction((parsed, stop) => With(services, parsed, language, async (scope, tongue) =>
        {
            var ledger = scope.GetRequiredService<VerifyLedger>();
            var findings = new List<FindingView>();
            await foreach (var finding in ledger.Run(scope.GetRequiredService<TimeProvider>().GetUtcNow() - VerifyLedger.OnItsWay, stop))
            {
                findings.Add(new FindingView(finding.Fault, finding.Row, finding.In(tongue)));
                if (!parsed.GetValue(json)) await parsed.InvocationConfiguration.Error.WriteLineAsync(findings[^1].Words);
            }
            var (output, holds) = (parsed.InvocationConfiguration.Output, findings.Count == 0);
            await output.WriteLineAsync(
                parsed.GetValue(json) ? JsonSerializer.Serialize(new VerifyView(holds, ledger.Head.Sequence, ledger.Head.Hash, findings), StoredJson.Indented)
                : holds ? Texts.In(tongue, "Ledger.Ok", ledger.Head.Sequence, ledger.Head.Hash)
                : Texts.In(tongue, "Ledger.Differs", findings.Count));
            return holds ? 0 : 1;
        }));
        return command;
    }

    private static Command Rebuild(Func<IServiceProvider> services, Option<string?> language)
    {
        var command = new Command("rebuild", "make the kept sums anew from the entries") { language };
        command.SetAction((parsed, stop) => With(services, parsed, language, async (scope, tongue) =>
        {
            var wrong = await RebuildTotals.Run(scope.GetRequiredService<DispatchDb>(), scope.GetRequiredService<Limits>().FieldHours.Zone, stop);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Texts.In(tongue, "Ledger.Rebuilt", wrong));
            return 0;
        }));
        return command;
    }

    private static Command Export(Func<IServiceProvider> services, Option<string?> language)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV to write, UTF-8" };
        var command = new Command("export", "every entry as CSV") { file, language };
        command.SetAction((parsed, stop) => With(services, parsed, language, async (scope, tongue) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            Writable.File(path);
            var count = await Written(scope.GetRequiredService<DispatchDb>(), path, stop);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Texts.In(tongue, "Ledger.Exported", count, path));
            return 0;
        }));
        return command;
    }

    /// <summary>Under its name there is either all of it or nothing, and nothing beside it.</summary>
    private static async Task<long> Written(DispatchDb db, string path, CancellationToken stop)
    {
        var unfinished = path + ".part";
        try
        {
            long count;
            await using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
                count = await ExportLedger.Write(db, writer, stop);
            File.Move(unfinished, path, overwrite: true);
            return count;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static async Task<int> With(Func<IServiceProvider> services, ParseResult parsed, Option<string?> language, Func<IServiceProvider, string, Task<int>> act)
    {
        var tongue = Shell.LanguageOf(parsed.GetValue(language));
        try
        {
            await using var scope = services().CreateAsyncScope();
            return await act(scope.ServiceProvider, tongue);
        }
        catch (BadInput bad)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(BadOption.Lines(bad, tongue));
            return 1;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
