using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dispatch.Persistence;

/// <summary>Rows by the database's own driver, for who reads millions: past EF, whose way from a row to what is made of it costs several times as much.</summary>
internal static class PlainRows
{
    /// <summary>One after the other, in the transaction under way, if any. The connection is open.</summary>
    public static async IAsyncEnumerable<T> Rows<T>(this DispatchDb db, string sql, Func<PlainRow, T> read, [EnumeratorCancellation] CancellationToken stop, params (string Name, object Value)[] values)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.Transaction) = (sql, db.Database.CurrentTransaction?.GetDbTransaction());
        if (db.Database.GetCommandTimeout() is { } patience) command.CommandTimeout = patience;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await using var rows = await command.ExecuteReaderAsync(stop);
        var row = db.RowOf(rows);
        while (await rows.ReadAsync(stop)) yield return read(row);
    }
}

/// <summary>The row that is being read.</summary>
internal abstract class PlainRow
{
    /// <summary>Of a column that is never empty.</summary>
    public abstract long Number(int column);

    public abstract long? NumberIfAny(int column);

    public abstract string? Text(int column);

    public abstract Guid? Id(int column);
}
