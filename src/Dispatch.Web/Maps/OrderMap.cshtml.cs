using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Matching;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Web.Office;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Maps;

/// <summary>Somebody or something near an order.</summary>
/// <param name="Name">The expert or the station.</param>
/// <param name="Km">How far from the order, as the crow flies.</param>
/// <param name="Rank">A candidate's; null for a station.</param>
/// <param name="Point">The same on the map.</param>
public sealed record NearLine(string Name, double Km, int? Rank, MapPoint Point);

/// <summary>Where an order is, with its station and the experts who would cost least: on a map, and in km.</summary>
[Act("listCandidates")]
public sealed class OrderMapModel(Words say, OrderBook book, Shortlist shortlist, DispatchDb db) : StaffPage(say)
{
    [BindProperty(SupportsGet = true)]
    public string Tracking { get; set; } = "";

    public Order Order { get; private set; } = null!;

    public IReadOnlyList<NearLine> Near { get; private set; } = [];

    public static string PlacesOf(string tracking) => $"/board/{tracking}/map?handler=Places";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await Read(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnGetPlacesAsync(CancellationToken stop)
    {
        if (!await Read(stop)) return NotFound();
        var here = Order.Place is { } place ? [MapPoint.Order(Tracking, Order.State, Say.Term($"State.{Order.State}"), place, $"/board/{Tracking}")] : Array.Empty<MapPoint>();
        return new JsonResult(new MapPlaces([], [.. here, .. Near.Select(one => one.Point)]), StoredJson.Options);
    }

    private async Task<bool> Read(CancellationToken stop)
    {
        if (!TrackingNumber.TryParse(Tracking, out var number) || await book.Find(number, stop) is not { } order) return false;
        (Order, Tracking) = (order, order.Tracking.Value);
        Require("listCandidates", order.Station);
        if (order.Place is { } place) Near = [.. await Station(place, stop), .. await Candidates(place, stop)];
        return true;
    }

    private async Task<IEnumerable<NearLine>> Station(Place place, CancellationToken stop) =>
        await db.Set<Station>().AsNoTracking().FirstOrDefaultAsync(station => station.Id == Order.Station, stop) is not { } station ? []
        : [new NearLine(station.Name, place.KmTo(station.Place), null, MapPoint.Station(station.Name, Say["Map.Away", Km(place.KmTo(station.Place))], station.Place, $"/ledger/entries?by={Ledger.By.Station}&key={Uri.EscapeDataString(station.Code)}"))];

    /// <summary>Of each seat as it was judged last; the cheapest first.</summary>
    private async Task<IEnumerable<NearLine>> Candidates(Place place, CancellationToken stop)
    {
        var ranked = (await shortlist.Of(Order, stop)).GroupBy(view => view.Seat).SelectMany(views => views.Last().Explanation.Top).DistinctBy(one => one.Expert).OrderBy(one => one.Rank).ToList();
        var ids = ranked.ConvertAll(one => new ExpertId(one.Expert));
        var experts = await db.Set<Expert>().AsNoTracking().Where(expert => ids.Contains(expert.Id)).ToDictionaryAsync(expert => expert.Id, stop);
        return ranked.Where(one => experts.ContainsKey(new ExpertId(one.Expert))).Select(one => Candidate(one.Rank, experts[new ExpertId(one.Expert)], place));
    }

    private NearLine Candidate(int rank, Expert expert, Place place)
    {
        var km = place.KmTo(expert.Base);
        var link = $"/load/orders?of={Behind.Held}&expert={Uri.EscapeDataString(expert.Code)}";
        return new NearLine($"{expert.Name} {expert.Code}", km, rank, MapPoint.Expert($"{expert.Name} {expert.Code}", Say["Map.Away", Km(km)], expert.Base, link, $"{rank}"));
    }

    public static string Km(double km) => km.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
}
