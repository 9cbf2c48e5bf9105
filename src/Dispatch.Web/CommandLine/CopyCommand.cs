using System.CommandLine;
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
        var rows = await MoveIn.All(one.ServiceProvider.GetRequiredService<DispatchDb>(), (PostgresDb)other.ServiceProvider.GetRequiredService<DispatchDb>(), stop);
        foreach (var (table, count) in rows.Where(table => table.Value > 0)) await shell.Out.WriteLineAsync($"{count,10:N0} {table}");
        return await IsSound(shell, other.ServiceProvider, stop) ? await Done(shell, file, server) : Shell.Failed;
    }

    private static async Task<bool> IsSound(Shell shell, IServiceProvider target, CancellationToken stop)
    {
        var (ledger, sound) = (target.GetRequiredService<VerifyLedger>(), true);
        await foreach (var finding in ledger.Run(target.GetRequiredService<TimeProvider>().GetUtcNow(), stop))
        {
            sound = false;
            await shell.Error.WriteLineAsync(finding.In(Shell.LanguageOf(null)));
        }
        if (sound) await shell.Out.WriteLineAsync($"ledger: {ledger.Head.Sequence} entries, chain sound 台账链完整 {ledger.Head.Hash[..12]}");
        return sound;
    }

    private static async Task<int> Done(Shell shell, SqliteStorage file, PostgresStorage server)
    {
        await shell.Out.WriteLineAsync($"{file.Name} -> {server.Name}: all rows are there 已全部复制");
        return 0;
    }
}
