using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>Writes many rows into the product's tables, as the product's model maps them. Indexes stand aside meanwhile and are made anew as they were.</summary>
internal abstract class Bulk(IModel model) : IDisposable
{
    private readonly Dictionary<Type, (string Table, Column[] Columns)> tables = [];

    /// <summary>Of the tables that get many rows, what is taken away; keys stay.</summary>
    protected static readonly string[] Large = ["orders", "lectures", "pairing_visits", "ledger", "ledger_experts", "ledger_totals"];

    public abstract void Begin();

    public void Write<T>(IReadOnlyCollection<T> rows)
        where T : class
    {
        if (rows.Count == 0) return;
        if (!tables.TryGetValue(typeof(T), out var known)) tables[typeof(T)] = known = Mapped(model.FindEntityType(typeof(T))!);
        Write(known.Table, known.Columns, rows);
    }

    /// <summary>Makes the indexes, and does what the database would do by itself in the course of years.</summary>
    public abstract void End();

    public abstract void Dispose();

    protected abstract void Write(string table, Column[] columns, IEnumerable<object> rows);

    private static (string Table, Column[] Columns) Mapped(IEntityType type) => (type.GetTableName()!, [.. type.GetProperties().Select(property =>
    {
        var (read, convert) = (property.GetGetter(), property.GetTypeMapping().Converter?.ConvertToProvider);
        return new Column(property.GetColumnName(), property.GetColumnType(), row => read.GetClrValue(row) is not { } value ? null : convert is null ? value : convert(value));
    })]);

    /// <summary>A column, its type there, and its value as the database takes it.</summary>
    protected sealed record Column(string Name, string Type, Func<object, object?> Of);
}
