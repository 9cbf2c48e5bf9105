using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>Writes many rows into the product's tables, as the product's model maps them. Indexes stand aside meanwhile and are made anew as they were.</summary>
internal abstract class Bulk(IModel model, DbConnection connection) : IDisposable
{
    private readonly List<string> indexes = [];
    private readonly Dictionary<Type, (string Table, Column[] Columns)> tables = [];

    /// <summary>The tables that get many rows: their indexes are taken away, keys stay.</summary>
    private static readonly string[] Large = ["orders", "lectures", "pairing_visits", "ledger", "ledger_experts", "ledger_totals"];

    /// <summary>Waits for no disk.</summary>
    protected abstract string Hurry { get; }

    /// <summary>Asks for the indexes of <see cref="Large"/>: the name, and how it was made.</summary>
    protected abstract string Indexes { get; }

    /// <summary>What the database would do by itself in the course of years.</summary>
    protected abstract string Settle { get; }

    protected static string LargeInWords => string.Join(", ", Large.Select(table => $"'{table}'"));

    public void Begin()
    {
        Tell(Hurry);
        foreach (var (name, made) in Asked())
        {
            indexes.Add(made);
            Tell($"DROP INDEX \"{name}\"");
        }
    }

    public void Write<T>(IReadOnlyCollection<T> rows)
        where T : class
    {
        if (rows.Count == 0) return;
        if (!tables.TryGetValue(typeof(T), out var known)) tables[typeof(T)] = known = Mapped(model.FindEntityType(typeof(T))!);
        Write(known.Table, known.Columns, rows);
    }

    /// <summary>Makes the indexes, and does what the database would do by itself in the course of years.</summary>
    public void End()
    {
        foreach (var index in indexes) Tell(index);
        foreach (var step in Settle.Split("; ")) Tell(step);
    }

    public virtual void Dispose() => connection.Dispose();

    protected abstract void Write(string table, Column[] columns, IEnumerable<object> rows);

    private List<(string Name, string Made)> Asked()
    {
        using var command = connection.CreateCommand();
        command.CommandText = Indexes;
        using var row = command.ExecuteReader();
        var rows = new List<(string, string)>();
        while (row.Read()) rows.Add((row.GetString(0), row.GetString(1)));
        return rows;
    }

    private void Tell(string sql)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        command.ExecuteNonQuery();
    }

    private static (string Table, Column[] Columns) Mapped(IEntityType type) => (type.GetTableName()!, [.. type.GetProperties().Select(property =>
    {
        var (read, convert) = (property.GetGetter(), property.GetTypeMapping().Converter?.ConvertToProvider);
        return new Column(property.GetColumnName(), property.GetColumnType(), row => read.GetClrValue(row) is not { } value ? null : convert is null ? value : convert(value));
    })]);

    /// <summary>A column, its type there, and its value as the database takes it.</summary>
    protected sealed record Column(string Name, string Type, Func<object, object?> Of);
}
