using System.Collections.Concurrent;
using System.Text.Json;
using Dispatch.Persistence;
using Dispatch.Persistence.Sqlite;
using Microsoft.Data.Sqlite;

namespace Dispatch.Benchmarks.Pipeline.Floors;

/// <summary>A file in WAL mode, synchronous as SQLite comes: a commit is on the disk. Writers queue here, as in the service, and not in SQLite's busy handler.</summary>
internal sealed class SqliteStore(string connectionString) : Store
{
    private readonly ConcurrentBag<Connection> idle = [];
    private readonly OneWriter writers = new(TimeSpan.FromMinutes(1));

    public override string OneOf(int parameter) => $"IN (SELECT value FROM json_each(${parameter}))";

    public override bool IsShared => false;

    public override IWriters Writers => writers;

    protected override string ColumnsOf => "SELECT name FROM pragma_table_info($1)";

    public override object Key(Guid id) => $"{id}".ToUpperInvariant();

    public override object Keys(IEnumerable<Guid> ids) => JsonSerializer.Serialize(ids.Select(Key));

    public override Task Commit(IReadOnlyList<Statement> statements) => With(async connection =>
    {
        using var turn = await writers.TurnAsync(CancellationToken.None);
        await using var transaction = connection.Open.BeginTransaction(deferred: false);
        foreach (var statement in statements) await connection.Ready(statement, transaction).ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return 0;
    });

    public override Task<IReadOnlyList<object[]>> Read(Statement statement) => With(async connection =>
    {
        await using var reader = await connection.Ready(statement, null).ExecuteReaderAsync();
        return await Rows(reader);
    });

    public override ValueTask DisposeAsync()
    {
        foreach (var connection in idle) connection.Dispose();
        writers.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<T> With<T>(Func<Connection, Task<T>> act)
    {
        if (!idle.TryTake(out var connection)) connection = new Connection(connectionString);
        try
        {
            return await act(connection);
        }
        finally
        {
            idle.Add(connection);
        }
    }

    /// <summary>Open, with the statements it has prepared.</summary>
    private sealed class Connection : IDisposable
    {
        private readonly Dictionary<string, SqliteCommand> prepared = [];

        public Connection(string text)
        {
            Open = new SqliteConnection(text);
            Open.Open();
        }

        public SqliteConnection Open { get; }

        public SqliteCommand Ready(Statement statement, SqliteTransaction? transaction)
        {
            if (!prepared.TryGetValue(statement.Sql, out var command))
            {
                prepared[statement.Sql] = command = new SqliteCommand(statement.Sql, Open);
                for (var n = 1; n <= statement.Values.Count; n++) command.Parameters.Add(new SqliteParameter($"${n}", null));
            }
            command.Transaction = transaction;
            for (var n = 0; n < statement.Values.Count; n++) command.Parameters[n].Value = statement.Values[n];
            return command;
        }

        public void Dispose()
        {
            foreach (var command in prepared.Values) command.Dispose();
            Open.Dispose();
        }
    }
}
