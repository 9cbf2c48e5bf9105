using System.Data.Common;
using Dispatch.Persistence;

namespace Dispatch.Benchmarks.Pipeline.Floors;

/// <summary>A statement with parameters $1, $2 and so on.</summary>
internal sealed record Statement(string Sql, params IReadOnlyList<object> Values);

/// <summary>A database by plain ADO.NET: connections that are kept, statements that stay prepared, what belongs together in one transaction.</summary>
internal abstract class Store : IAsyncDisposable
{
    /// <summary>"is one of", where the parameter of this number comes from <see cref="Keys"/>.</summary>
    public abstract string OneOf(int parameter);

    /// <summary>Whether the relay also notes once a second, beside after each page, because other processes may look for what is left.</summary>
    public abstract bool IsShared { get; }

    public static Store Of(Installation installation) => installation.File is null ? new PostgresStore(installation.Connection) : new SqliteStore(installation.Connection);

    /// <summary>The service's own.</summary>
    public abstract IWriters Writers { get; }

    /// <summary>An id as it is stored.</summary>
    public abstract object Key(Guid id);

    /// <summary>Several as one parameter.</summary>
    public abstract object Keys(IEnumerable<Guid> ids);

    /// <summary>All or nothing, on the disk when this returns.</summary>
    public abstract Task Commit(IReadOnlyList<Statement> statements);

    /// <returns>The rows.</returns>
    public abstract Task<IReadOnlyList<object[]>> Read(Statement statement);

    /// <summary>The columns of a table, in its order.</summary>
    public async Task<IReadOnlyList<string>> Columns(string table) => [.. (await Read(new Statement(ColumnsOf, table))).Select(row => (string)row[0])];

    public abstract ValueTask DisposeAsync();

    /// <summary>Asks for the names of the columns of a table.</summary>
    protected abstract string ColumnsOf { get; }

    protected static async Task<IReadOnlyList<object[]>> Rows(DbDataReader reader)
    {
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            rows.Add(new object[reader.FieldCount]);
            reader.GetValues(rows[^1]);
        }
        return rows;
    }
}
