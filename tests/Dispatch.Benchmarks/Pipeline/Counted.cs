using System.Buffers.Binary;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>
/// What one side has done to its database so far, asked of the database and not of the side: PostgreSQL numbers transactions
/// that write; SQLite counts commits in the head of its WAL index, the file "-shm", while anybody has the database open.
/// </summary>
internal sealed class Counted : IAsyncDisposable
{
    /// <summary>Where SQLite's index of the WAL has the number of transactions, 32 bits in the machine's order.</summary>
    private const int ChangeAt = 8;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100), Ceiling = TimeSpan.FromMinutes(5);
    private readonly FileStream? index;
    private readonly DbConnection connection;

    /// <param name="installation">Somebody has its database open until this is disposed.</param>
    public Counted(Installation installation)
    {
        connection = installation.File is null ? new NpgsqlConnection(installation.Connection) : new SqliteConnection(installation.Connection);
        // Kept open: closing it would take SQLite's locks of this process away.
        if (installation.File is { } file) index = new FileStream($"{file}-shm", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    /// <summary>Transactions that wrote, of whoever: on PostgreSQL of the whole server.</summary>
    public async Task<long> Commits()
    {
        if (index is null) return await Number("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
        var bytes = new byte[sizeof(uint)];
        RandomAccess.Read(index.SafeFileHandle, bytes, ChangeAt);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    /// <summary>Messages that were written to be sent.</summary>
    public Task<long> Messages() => Number("SELECT COUNT(*) FROM outbox");

    /// <summary>Messages that consumers have noted as handled.</summary>
    public Task<long> Handled() => Number("SELECT COUNT(*) FROM inbox");

    /// <summary>Offers that were made.</summary>
    public Task<long> Offers() => Number("SELECT COUNT(*) FROM offers");

    /// <summary>Waits until nothing waits to be sent, and so many messages have been handled.</summary>
    /// <returns>How many of either are left where that does not come in time.</returns>
    public Task<long> Quiet(long handled) => Until("messages are not handled, or wait to be sent", async () => Math.Max(0, handled - await Handled()) + await Unsent());

    /// <summary>Waits until no notice that is due waits to be sent.</summary>
    /// <returns>How many are left where that does not come in time.</returns>
    public Task<long> Told() => Until("notices that are due wait to be sent", Due);

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        if (index is not null) await index.DisposeAsync();
    }

    private static async Task<long> Until(string what, Func<Task<long>> counted)
    {
        var start = Stopwatch.GetTimestamp();
        while (await counted() is > 0 and var left)
        {
            if (Stopwatch.GetElapsedTime(start) > Ceiling)
            {
                Console.Error.WriteLine($"{left:N0} {what}.");
                return left;
            }
            // No database says when the last is noted, and asking the side would load what is measured.
            await Task.Delay(Poll);
        }
        return 0;
    }

    private Task<long> Unsent() => Number("SELECT COUNT(*) FROM outbox WHERE \"SentAt\" IS NULL");

    private Task<long> Due() => Number($"SELECT COUNT(*) FROM notice_deliveries WHERE \"State\" = 'Pending' AND \"DueAt\" <= {TimeProvider.System.GetUtcNow().UtcTicks}");

    private async Task<long> Number(string sql)
    {
        if (connection.State == System.Data.ConnectionState.Closed) await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
