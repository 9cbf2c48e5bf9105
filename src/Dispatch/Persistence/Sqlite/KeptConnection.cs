using System.Data;
using Microsoft.Data.Sqlite;

namespace Dispatch.Persistence.Sqlite;

/// <summary>
/// A connection that stays open from one act to the next, for as long as its context is in the pool, and keeps the
/// statements it has prepared: the provider would set a connection up anew for each act, and prepare a statement each time.
/// It lets SQLite itself wait for another process's write, a few milliseconds at a time, where the provider would sleep
/// 150 ms between tries; and lets commits wait for the disk where they may.
/// </summary>
internal sealed class KeptConnection(string connectionString, Settings? settings) : SqliteConnection(connectionString)
{
    private const int LongestWaitMs = 5000;

    /// <summary>More than the service has, if saves of many rows did not come in many shapes.</summary>
    private const int MostStatements = 200;

    private readonly Dictionary<string, SqliteCommand> idle = [];
    private bool? commitsMayWait;
    private bool ending;
    private int taken;

    /// <summary>Whether something is executed just now, or a transaction is under way.</summary>
    public bool IsAtWork => Volatile.Read(ref taken) > 0 || Transaction is not null;

    public override void Open()
    {
        base.Open();
        // Not longer than the database's patience, which the provider looks at between the waits.
        Tell($"PRAGMA busy_timeout = {Math.Min(LongestWaitMs, DefaultTimeout * 1000)}");
    }

    public override SqliteCommand CreateCommand()
    {
        if (Transaction is null && State == ConnectionState.Open) SayWhetherCommitsMayWait();
        return new KeptCommand(this) { CommandTimeout = DefaultTimeout, Transaction = Transaction };
    }

    /// <summary>Comes after each act; this connection ends when it is disposed.</summary>
    public override void Close()
    {
        if (ending) base.Close();
    }

    protected override void Dispose(bool disposing)
    {
        ending = true;
        base.Dispose(disposing);
    }

    private void SayWhetherCommitsMayWait()
    {
        if (settings?.CommitsMayWait is not { } may || commitsMayWait == may) return;
        Tell($"PRAGMA synchronous = {(may ? "NORMAL" : "FULL")}");
        commitsMayWait = may;
    }

    private void Tell(string pragma)
    {
        using var command = new SqliteCommand(pragma, this);
        command.ExecuteNonQuery();
    }

    /// <summary>A statement for one execution at a time, prepared already if it was there before.</summary>
    private SqliteCommand Take(string text)
    {
        Interlocked.Increment(ref taken);
        return idle.Remove(text, out var prepared) ? prepared : new SqliteCommand(text, this);
    }

    private void GiveBack(SqliteCommand prepared)
    {
        Interlocked.Decrement(ref taken);
        if (ending || idle.Count == MostStatements || !idle.TryAdd(prepared.CommandText, prepared)) prepared.Dispose();
    }

    /// <summary>Executes by a statement that its connection keeps.</summary>
    private sealed class KeptCommand : SqliteCommand
    {
        private readonly KeptConnection connection;
        private SqliteCommand? prepared;

        public KeptCommand(KeptConnection connection) => Connection = this.connection = connection;

        /// <summary>Whatever is executed comes through here.</summary>
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            if (prepared?.CommandText != CommandText)
            {
                Release();
                prepared = connection.Take(CommandText);
            }
            prepared!.Transaction = Transaction;
            prepared.CommandTimeout = CommandTimeout;
            prepared.Parameters.Clear();
            foreach (SqliteParameter parameter in Parameters) prepared.Parameters.Add(parameter);
            return prepared.ExecuteReader(behavior);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) Release();
            base.Dispose(disposing);
        }

        private void Release()
        {
            if (prepared is not null) connection.GiveBack(prepared);
            prepared = null;
        }
    }
}
