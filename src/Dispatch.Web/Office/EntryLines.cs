using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Office;

/// <summary>An entry with what it stands on.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Tracking">The order's number, where it is an order.</param>
/// <param name="Experts">The names of those who share it.</param>
/// <param name="Station">The station's name.</param>
public sealed record EntryLine(Entry Entry, string? Tracking, string Experts, string? Station);

/// <summary>Says of entries what they stand on, by name and number.</summary>
public sealed class EntryLines(Words say, DispatchDb db)
{
    public async Task<IReadOnlyList<EntryLine>> Of(List<Entry> entries, CancellationToken stop)
    {
        var sources = entries.ConvertAll(entry => new OrderId(entry.Source));
        var numbers = await db.Set<Order>().IgnoreAutoIncludes().Where(order => sources.Contains(order.Id)).Select(order => new { order.Id, order.Tracking }).ToDictionaryAsync(order => order.Id.Value, order => order.Tracking.Value, stop);
        var ids = entries.SelectMany(entry => entry.Experts).Select(share => share.Expert).Distinct().ToList();
        var experts = await db.Set<Expert>().Where(expert => ids.Contains(expert.Id)).ToDictionaryAsync(expert => expert.Id, expert => expert.Name, stop);
        var places = entries.Select(entry => entry.Station).OfType<StationId>().Distinct().ToList();
        var stations = await db.Set<Station>().Where(station => places.Contains(station.Id)).ToDictionaryAsync(station => station.Id, station => station.Name, stop);
        return entries.ConvertAll(entry => new EntryLine(
            entry, numbers.GetValueOrDefault(entry.Source), string.Join(say["Comma"], entry.Experts.Select(share => experts.GetValueOrDefault(share.Expert)).OfType<string>()),
            entry.Station is { } station ? stations.GetValueOrDefault(station) : null));
    }
}
