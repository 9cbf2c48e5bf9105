using System.CommandLine;
using Dispatch.Domain.Ledger;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Dispatch.Persistence.Postgres;
using Dispatch.Persistence.Sqlite;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch copy: a pilot that has grown moves from its file to a server, and may do so again until the server is used.</summary>
internal static class CopyCommand
{
    public static Command Command(Shell shell)
    {
        var from = new Option<string>("--from") { Description = "sqlite:PATH; stop its service before", Required = true };
        var to = new Option<string>("--to") { Description = "postgres:CONNECTION; made where there is none", Required = true };
        var copy = new Command("copy", "Moves a database from a file to PostgreSQL 迁移到 PostgreSQL, and checks what has come over. Photos are files beside it: copy them too") { from, to };
        copy.SetAction((parsed, stop) => Run(shell, parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), stop));
        return copy;
    }

    private static async Task<int> Run(Shell shell, string from, string to, CancellationToken stop)
    {
        if (Storage.Of(from) is not SqliteStorage file) throw new BadSetting("--from", from.Split(':')[0] + ":…", "sqlite:PATH");
        if (Storage.Of(to) is not PostgresStorage server) throw new BadSetting("--to", to.Split(':')[0] + ":…", "postgres:CONNECTION");
        await using var source = await shell.PartsAsync(stop, instead: from);
        using var alone = await file.HoldAlone(stop);
        await using var target = await shell.PartsAsync(stop, mayCreate: true, instead: to);
        using var there = await server.HoldAlone(stop);
        await using var one = source.CreateAsyncScope();
        await using var other = target.CreateAsyncScope();
        if (await Sound(shell, one.ServiceProvider.GetRequiredService<VerifyLedger>(), stop) is not { } ledger) return shell.Fail("The ledger in the file is not sound; nothing was changed. 文件中的台账有误，未作任何更改。");
        var rows = await MoveIn.All(
            one.ServiceProvider.GetRequiredService<DispatchDb>(), (PostgresDb)other.ServiceProvider.GetRequiredService<DispatchDb>(), async come => await VerifyLedger.ChainOf(come, stop) == ledger, stop);
        foreach (var (table, count) in rows.Where(table => table.Value > 0)) await shell.Out.WriteLineAsync($"{count,10:N0} {table}");
        await shell.Out.WriteLineAsync($"ledger: {ledger.Sequence} entries, chain sound 台账链完整 {ledger.Hash[..12]}");
        await shell.Out.WriteLineAsync($"{file.Name} -> {server.Name}: all rows are there 已全部复制");
        return 0;
    }

    /// <summary>What has not been entered yet is not missed: its messages come over too.</summary>
    /// <returns>The head of the chain; null when something differs, which is told.</returns>
    private static async Task<Link?> Sound(Shell shell, VerifyLedger ledger, CancellationToken stop)
    {
        var sound = true;
        await foreach (var finding in ledger.Run(DateTimeOffset.MinValue, stop))
        {
            sound = false;
            await shell.Error.WriteLineAsync(finding.In(Shell.LanguageOf(null)));
        }
        return sound ? ledger.Head : null;
    }
}
