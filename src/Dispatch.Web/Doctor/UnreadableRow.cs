using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dispatch.Web.Doctor;

/// <summary>A row whose columns don't hold what they should.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">Its primary key and its order, as stored.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record UnreadableRow(string Table, IReadOnlyDictionary<string, object> Key, string Why)
{
    private const string OrderKey = "Order";

    /// <summary>The order it is, or is part of.</summary>
    public OrderId? Order => IdIn(Table == "orders" ? "Id" : OrderKey) is { } id ? new OrderId(id) : null;

    public ExpertId? Expert => Table == "experts" && IdIn("Id") is { } id ? new ExpertId(id) : null;

    /// <summary>Which of its order's rows it is; or what it is known by where it has no order.</summary>
    public string Name => string.Join(' ', Key.Values.Where(part => Order is null || !Guid.TryParse($"{part}", out _)));

    private Guid? IdIn(string column) => Key.TryGetValue(column, out var value) && Guid.TryParse($"{value}", out var id) ? id : null;

    /// <summary>Every such row of the tables that the promises look into.</summary>
    public static async Task<IReadOnlyList<UnreadableRow>> Find(DispatchDb db, CancellationToken stop) =>
    [
        .. await In<Order>(db, stop), .. await In<Seat>(db, stop), .. await In<Offer>(db, stop), .. await In<HistoryRow>(db, stop),
        .. await In<Closing>(db, stop), .. await In<Expert>(db, stop), .. await In<Station>(db, stop), .. await In<Town>(db, stop),
        .. await In<Village>(db, stop), .. await In<Domain.Farmer>(db, stop), .. await In<Entry>(db, stop), .. await In<Total>(db, stop),
    ];

    private static async Task<IReadOnlyList<UnreadableRow>> In<T>(DispatchDb db, CancellationToken stop)
        where T : class
    {
        if (await WhyNot(db.Set<T>(), stop) is null) return [];
        var found = new List<UnreadableRow>();
        var table = db.Model.FindEntityType(typeof(T))!;
        foreach (var key in await Keys(db, table, stop))
        {
            var sql = $"SELECT * FROM \"{table.GetTableName()}\" WHERE {string.Join(" AND ", key.Keys.Select((column, n) => $"\"{column}\" = {{{n}}}"))}";
            if (await WhyNot(db.Set<T>().FromSqlRaw(sql, [.. key.Values]), stop) is { } why) found.Add(new UnreadableRow(table.GetTableName()!, key, why));
        }
        return found;
    }

    private static async Task<string?> WhyNot<T>(IQueryable<T> rows, CancellationToken stop)
        where T : class
    {
        try
        {
            await foreach (var _ in rows.AsNoTracking().IgnoreAutoIncludes().AsAsyncEnumerable().WithCancellation(stop))
            {
            }
            return null;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or SqliteException))
        {
            return failure.GetBaseException().Message;
        }
    }

    private static async Task<IReadOnlyList<Dictionary<string, object>>> Keys(DispatchDb db, IEntityType table, CancellationToken stop)
    {
        var properties = table.FindPrimaryKey()!.Properties.Concat(table.GetProperties().Where(property => property.Name == OrderKey)).Distinct();
        var columns = properties.Select(property => property.GetColumnName()).ToList();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => $"\"{column}\""))} FROM \"{table.GetTableName()}\"";
        await db.Database.OpenConnectionAsync(stop);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var keys = new List<Dictionary<string, object>>();
        while (await reader.ReadAsync(stop)) keys.Add(columns.Select((column, n) => (column, reader.GetValue(n))).ToDictionary());
        return keys;
    }
}
