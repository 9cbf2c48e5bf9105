using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Office;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Maps;

/// <summary>
/// The district on a map: towns with their numbers, stations, experts, and where open orders are; of these a clerk sees the own
/// station's. It tells whoever may list orders, for where an order is tells whose it is. The table beside it has the same numbers.
/// </summary>
[Act("listOrders")]
public sealed class MapModel(Words say, DispatchDb db, Limits limits) : StaffPage(say)
{
    public IReadOnlyList<TownLine> Towns { get; private set; } = [];

    /// <summary>Open orders of which nobody knows where they are.</summary>
    public int Nowhere { get; private set; }

    /// <summary>A clerk looks for orders; the desk and the office look at the district.</summary>
    public MapDrawing Drawing => new("/map?handler=Places") { Chooses = true, Count = Me.Station is null ? MapDrawing.Orders : MapDrawing.None };

    public async Task OnGetAsync(CancellationToken stop)
    {
        Towns = await TownNumbers.Read(db, Me.Station, limits.FieldHours.Zone, stop);
        Nowhere = await Open.CountAsync(order => order.Place == null, stop);
    }

    public async Task<IActionResult> OnGetPlacesAsync(CancellationToken stop)
    {
        var towns = await TownNumbers.Read(db, Me.Station, limits.FieldHours.Zone, stop);
        return new JsonResult(
            new MapPlaces([.. towns.Where(town => town.Place is not null).Select(Drawn)], [.. await Stations(stop), .. await Experts(stop), .. await Orders(stop)]), StoredJson.Options);
    }

    private IQueryable<Order> Open => db.Set<Order>().AsNoTracking().IgnoreAutoIncludes().Where(order => order.State != State.Closed && (Me.Station == null || order.Station == Me.Station));

    private MapTown Drawn(TownLine town) => new(town.Name!, MapPoint.Degrees(town.Place!.Value), [.. town.Numbers.Select(one => new MapNumber(one.Of, Say[$"Map.Count.{one.Of}"], one.Count, one.Link))]);

    private async Task<IEnumerable<MapPoint>> Stations(CancellationToken stop)
    {
        var stations = await db.Set<Station>().AsNoTracking().OrderBy(station => station.Code).Select(station => new { station.Code, station.Name, station.Place }).ToListAsync(stop);
        return stations.Select(station => MapPoint.Station(station.Name, station.Code, station.Place, $"/ledger/entries?by={Ledger.By.Station}&key={Uri.EscapeDataString(station.Code)}"));
    }

    private async Task<IEnumerable<MapPoint>> Experts(CancellationToken stop)
    {
        var experts = await db.Set<Expert>().AsNoTracking().Where(expert => expert.Active).OrderBy(expert => expert.Code).ToListAsync(stop);
        return experts.Select(expert => MapPoint.Expert(
            $"{expert.Name} {expert.Code}", $"{Say.Of(expert.Skills.Select(held => held.Skill))} · {expert.OpenSeats} / {expert.Capacity}", expert.Base, $"/load/orders?of={Behind.Held}&expert={Uri.EscapeDataString(expert.Code)}"));
    }

    private async Task<IEnumerable<MapPoint>> Orders(CancellationToken stop)
    {
        var orders = await Open.Where(order => order.Place != null).OrderBy(order => order.SubmittedAt).ThenBy(order => order.Tracking)
            .Select(order => new { order.Tracking, order.State, Place = order.Place!.Value, order.Station, Village = db.Set<Village>().Where(village => village.Code == order.VillageCode).Select(village => village.ShortName).FirstOrDefault() }).ToListAsync(stop);
        return orders.Select(order => MapPoint.Order(
            order.Tracking.Value, order.State, $"{Say.Term($"State.{order.State}")} {order.Village}".Trim(), order.Place, $"/board/{order.Tracking}"));
    }
}
