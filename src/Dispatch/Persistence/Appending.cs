using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Dispatch.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dispatch.Persistence;

/// <summary>
/// Rows that are written down and not looked at again by who wrote them: a step of an order, a notice, why this expert. They are
/// written by what EF knows of their tables, with the save that they belong to and in its transaction, but past its tracking:
/// to watch a row for changes that never come takes longer than to write it.
/// </summary>
internal sealed class Appending(DispatchDb db)
{
    private static readonly ConditionalWeakTable<IEntityType, Insertion> Insertions = [];

    private readonly List<object> rows = [];

    public bool IsEmpty => rows.Count == 0;

    /// <summary>Whether they go with the commit of the save that is under way.</summary>
    public bool WithCommit { get; set; }

    public void Add(object row) => rows.Add(row);

    public IEnumerable<T> Of<T>() => rows.OfType<T>();

    /// <summary>What was refused with its save has no number either.</summary>
    public void TakeBack()
    {
        foreach (var row in rows) InsertionOf(row).Number?.SetValue(row, 0L);
    }

    /// <summary>For who writes down a past of which nobody is to hear.</summary>
    public void Drop<T>() => rows.RemoveAll(row => row is T);

    public void Clear() => rows.Clear();

    /// <summary>In the order in which they came, after what the save itself has written.</summary>
    /// <exception cref="DbUpdateException">As a save has it.</exception>
    public async Task Write(DbTransaction transaction, CancellationToken stop) => await Write(transaction, end: null, stop);

    /// <summary>The same, and commits on the same way to the server where the database takes several statements at once: whatever is refused, nothing is committed.</summary>
    /// <returns>Whether it has committed.</returns>
    /// <exception cref="DbUpdateException">As a save has it.</exception>
    public async Task<bool> WriteAndCommit(DbTransaction transaction, CancellationToken stop) => await Write(transaction, end: "COMMIT", stop);

    private async Task<bool> Write(DbTransaction transaction, string? end, CancellationToken stop)
    {
        var connection = transaction.Connection!;
        try
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            if (db.Database.GetCommandTimeout() is { } patience) command.CommandTimeout = patience;
            if (connection.CanCreateBatch) await AtOnce(connection, command, end, stop);
            else foreach (var row in rows) await One(command, row, stop);
            return connection.CanCreateBatch && end is not null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not OutOfMemoryException)
        {
            throw new DbUpdateException(failure.Message, failure);
        }
    }

    private async Task AtOnce(DbConnection connection, DbCommand like, string? end, CancellationToken stop)
    {
        await using var batch = connection.CreateBatch();
        (batch.Transaction, batch.Timeout) = (like.Transaction, like.CommandTimeout);
        foreach (var row in rows)
        {
            var (insertion, command) = (InsertionOf(row), batch.CreateBatchCommand());
            command.CommandText = insertion.Sql;
            foreach (var value in insertion.Values(like, row, isNamed: false)) command.Parameters.Add(value);
            batch.BatchCommands.Add(command);
        }
        if (end is not null)
        {
            var last = batch.CreateBatchCommand();
            last.CommandText = end;
            batch.BatchCommands.Add(last);
        }
        using var span = Traces.Statement(batch.BatchCommands[0].CommandText);
        await using var given = await batch.ExecuteReaderAsync(stop);
        // Only those with a number from the database have a result.
        foreach (var row in rows.Where(row => InsertionOf(row).Number is not null))
        {
            await given.ReadAsync(stop);
            InsertionOf(row).Number!.SetValue(row, given.GetInt64(0));
            await given.NextResultAsync(stop);
        }
        while (await given.NextResultAsync(stop))
        {
            // What is refused after the last number is told here.
        }
    }

    private async Task One(DbCommand command, object row, CancellationToken stop)
    {
        var insertion = InsertionOf(row);
        command.CommandText = insertion.Sql;
        command.Parameters.Clear();
        foreach (var value in insertion.Values(command, row, isNamed: true)) command.Parameters.Add(value);
        using var span = Traces.Statement(command.CommandText);
        var given = await command.ExecuteScalarAsync(stop);
        insertion.Number?.SetValue(row, given);
    }

    private Insertion InsertionOf(object row) => Insertions.GetValue(db.Model.FindEntityType(row.GetType())!, table => new Insertion(table));

    /// <summary>How a row of a table is written.</summary>
    private sealed class Insertion
    {
        private readonly List<(IClrPropertyGetter Value, RelationalTypeMapping Mapping, bool IsNullable, string Name)> columns;

        public Insertion(IEntityType table)
        {
            var written = table.GetProperties().Where(property => property.ValueGenerated == ValueGenerated.Never).ToList();
            var number = table.GetProperties().Except(written).SingleOrDefault();
            Number = number?.PropertyInfo;
            columns = [.. written.Select((property, n) => (property.GetGetter(), property.GetRelationalTypeMapping(), property.IsNullable, string.Create(CultureInfo.InvariantCulture, $"${n + 1}")))];
            Sql = $"INSERT INTO \"{table.GetTableName()}\" ({string.Join(", ", written.Select(property => $"\"{property.GetColumnName()}\""))}) VALUES ({string.Join(", ", columns.Select(column => column.Name))})"
                + (number is null ? "" : $" RETURNING \"{number.GetColumnName()}\"");
        }

        /// <summary>Both databases read $1 and so on.</summary>
        public string Sql { get; }

        /// <summary>What the database numbers, a long; null where it numbers nothing.</summary>
        public PropertyInfo? Number { get; }

        /// <param name="command">Of the kind that is to take them.</param>
        /// <param name="row">The row.</param>
        /// <param name="isNamed">Whether they are found by their names, and not by their places.</param>
        public IEnumerable<DbParameter> Values(DbCommand command, object row, bool isNamed) =>
            columns.Select(column => column.Mapping.CreateParameter(command, isNamed ? column.Name : "", column.Value.GetClrValueUsingContainingEntity(row), column.IsNullable));
    }
}

/// <summary>Writes what a save has to append as it commits: what is committed is all of it.</summary>
internal sealed class WriteAppended : DbTransactionInterceptor
{
    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        eventData.Context is DispatchDb { Appending: { WithCommit: true } rows } && await rows.WriteAndCommit(transaction, cancellationToken) ? InterceptionResult.Suppress() : result;

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is DispatchDb { Appending: { WithCommit: true } rows }) rows.Clear();
        return Task.CompletedTask;
    }
}
