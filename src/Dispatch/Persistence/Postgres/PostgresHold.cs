using System.Globalization;
using Npgsql;

namespace Dispatch.Persistence.Postgres;

/// <summary>
/// A process's hold on a database: an advisory lock of a session that stays open. The server takes it back when the process
/// dies; when the server was away, it is taken again.
/// </summary>
internal sealed class PostgresHold : IDisposable
{
    /// <summary>"Disp"; what is locked under it is numbered.</summary>
    public const int Class = 0x44697370;
    public const int Schema = 1;
    private const int Work = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource ended = new();
    private readonly NpgsqlDataSource server;
    private readonly string attempt;
    private NpgsqlConnection session;

    private PostgresHold(NpgsqlDataSource server, string attempt, NpgsqlConnection session)
    {
        (this.server, this.attempt, this.session) = (server, attempt, session);
        _ = Task.Run(Keep);
    }

    /// <exception cref="IOException">A demonstration has it.</exception>
    public static Task<PostgresHold> Shared(NpgsqlDataSource server, string name, CancellationToken stop) =>
        Take(server, $"SELECT pg_try_advisory_lock_shared({Class}, {Work})", $"A demonstration is using {name}. Stop it first, or name another database: --Dispatch:Database=…", stop);

    /// <exception cref="IOException">Somebody has it.</exception>
    public static Task<PostgresHold> Alone(NpgsqlDataSource server, string name, CancellationToken stop) =>
        Take(server, $"SELECT pg_try_advisory_lock({Class}, {Work})", $"{name} is in use by another demonstration or service. Stop it first, or name another database: --Dispatch:Database=…", stop);

    public static async Task<Holders> Of(NpgsqlDataSource server, CancellationToken stop)
    {
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT held.mode, coalesce(max(session.backend_start), now()) FROM pg_locks held JOIN pg_stat_activity session USING (pid)
            WHERE held.locktype = 'advisory' AND held.granted AND held.classid = {Class} AND held.objid = {Work} AND held.objsubid = 2
            AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY held.mode
            """);
        await using var command = server.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return default;
        return reader.GetString(0) == "ShareLock" ? new Holders(true, false, reader.GetFieldValue<DateTimeOffset>(1)) : new Holders(false, true, default);
    }

    public void Dispose()
    {
        ended.Cancel();
        session.Dispose();
        server.Dispose();
        ended.Dispose();
    }

    private static async Task<PostgresHold> Take(NpgsqlDataSource server, string attempt, string taken, CancellationToken stop)
    {
        var session = await server.OpenConnectionAsync(stop);
        if (await Got(session, attempt, stop)) return new PostgresHold(server, attempt, session);
        await session.DisposeAsync();
        await server.DisposeAsync();
        throw new IOException(taken);
    }

    private static async Task<bool> Got(NpgsqlConnection session, string attempt, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(attempt, session);
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>Nothing is ever announced to it: what ends the wait is the session's end.</summary>
    private async Task Keep()
    {
        var stop = ended.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await session.WaitAsync(stop);
            }
            catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or ObjectDisposedException or OperationCanceledException)
            {
                if (!stop.IsCancellationRequested) await Again(stop);
            }
        }
    }

    private async Task Again(CancellationToken stop)
    {
        await session.DisposeAsync();
        try
        {
            session = await server.OpenConnectionAsync(stop);
            if (await Got(session, attempt, stop)) return;
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException)
        {
            // Away still.
        }
        await Task.Delay(Pause, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await session.DisposeAsync();
    }
}
