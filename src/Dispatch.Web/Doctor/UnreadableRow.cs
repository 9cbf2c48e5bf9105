using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dispatch.Web.Doctor;

/// <summary>A row whose columns don't hold what they should.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">Its primary key, its order and what people know it by, as stored.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record UnreadableRow(string Table, IReadOnlyDictionary<string, object> Key, string Why)
{
    private const string OrderKey = "Order";
    private static readonly string[] Names = [OrderKey, "Code", "Title"];

    /// <summary>The order it is, or is part of.</summary>
    public OrderId? Order => IdIn(Table == "orders" ? "Id" : OrderKey) is { } id ? new OrderId(id) : null;

    public ExpertId? Expert => Table == "experts" && IdIn("Id") is { } id ? new ExpertId(id) : null;

    /// <summary>Which of its order's rows it is; or what it is known by where it has no order: an id only where there is nothing else.</summary>
    public string Name => string.Join(' ', Key.Values.Where(part => !Names.Any(Key.ContainsKey) || !Guid.TryParse($"{part}", out _)));

    /// <summary>The columns that say which row it is.</summary>
    internal static IEnumerable<IProperty> KeyOf(IEntityType table) =>
        table.FindPrimaryKey()!.Properties.Concat(table.GetProperties().Where(property => Names.Contains(property.Name))).Distinct();

    private Guid? IdIn(string column) => Key.TryGetValue(column, out var value) && Guid.TryParse($"{value}", out var id) ? id : null;

    /// <summary>Every such row of every table.</summary>
    public static async Task<IReadOnlyList<UnreadableRow>> Find(DispatchDb db, CancellationToken stop)
    {
        var found = new List<UnreadableRow>();
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            foreach (var table in db.Model.GetEntityTypes().Where(table => !table.IsMappedToJson()))
                await foreach (var row in new StoredTable(table).Unreadable(db, stop)) found.Add(row);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
        return found;
    }
}
