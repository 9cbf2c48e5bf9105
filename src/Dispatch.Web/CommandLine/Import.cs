using System.CommandLine;
using Dispatch.Http;
using Dispatch.Importing;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch import: a list from a CSV file.</summary>
internal static class Import
{
    private static readonly string[] Lists = ["towns", "villages", "stations", "experts", "farmers", "orders"];

    public static Command Command(Shell shell)
    {
        var list = new Argument<string>("list") { Description = string.Join(", ", Lists) };
        list.AcceptOnlyFromAmong(Lists);
        var file = new Argument<string>("file") { Description = "CSV in UTF-8, with a header in Chinese or English" };
        var dryRun = new Option<bool>("--dry-run") { Description = "only check and count" };
        var skipBad = new Option<bool>("--skip-bad") { Description = "import the good rows even when others are bad" };
        var language = Shell.LanguageOption();
        var import = new Command("import", "Imports a list 导入: all rows or none; the same file again changes nothing") { list, file, dryRun, skipBad, language };
        import.SetAction((parsed, stop) => Run(
            shell,
            parsed.GetRequiredValue(list),
            parsed.GetRequiredValue(file),
            (parsed.GetValue(dryRun), parsed.GetValue(skipBad)),
            Shell.LanguageOf(parsed.GetValue(language)),
            stop));
        return import;
    }

    private static async Task<int> Run(Shell shell, string list, string path, (bool DryRun, bool SkipBad) how, string language, CancellationToken stop)
    {
        await using var file = await CsvFile.Open(path, stop);
        // Who only tries makes no database.
        using var none = how.DryRun ? await NoDatabaseYet.At(shell.Settings().Database, stop) : null;
        await using var parts = await shell.PartsAsync(stop, mayCreate: true, instead: none?.Database);
        await using var scope = parts.CreateAsyncScope();
        var name = Path.GetFileName(path);
        var taken = scope.ServiceProvider.GetServices<IImport>().Single(import => import.Name == list);
        var report = await scope.ServiceProvider.GetRequiredService<CsvImport>()
            .Run(taken, file, how.DryRun, how.SkipBad, error => shell.Error.WriteLine(error.Said(name, language)), stop);
        if (report.Ignored.Count > 0) await shell.Error.WriteLineAsync(Texts.In(language, "Import.Ignored", name, string.Join(", ", report.Ignored)));
        await (report.Refused ? shell.Error : shell.Out).WriteLineAsync(Outcome(name, report, taken.Counts, how.DryRun, language));
        return report.Refused ? Shell.Failed : 0;
    }

    private static string Outcome(string name, ImportReport report, string counts, bool dryRun, string language)
    {
        var (added, changed, unchanged, bad) = report.Rows;
        var did = report.Refused ? "Import.Refused" : dryRun ? "Import.DryRun" : added + changed == 0 ? "Import.NoChange" : "Import.Done";
        return Texts.In(language, "FileError", name, $"{Texts.In(language, did)} ({Texts.In(language, counts, added, changed, unchanged, bad)})");
    }
}
