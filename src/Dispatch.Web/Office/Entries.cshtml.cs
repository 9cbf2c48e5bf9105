using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Office;

/// <summary>An entry with what it stands on.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Tracking">The order's number, where it is an order.</param>
/// <param name="Experts">The names of those who share it.</param>
/// <param name="Station">The station's name.</param>
public sealed record EntryLine(Entry Entry, string? Tracking, string Experts, string? Station);

/// <summary>The entries behind a number of the ledger, in the order of the chain, each with what it stands on; an order opens from there.</summary>
[Act("ledgerEntries")]
public sealed class EntriesModel(Words say, DispatchDb db, Limits limits) : StaffPage(say)
{
    private const int Most = 100;

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    /// <summary>The town's, station's or expert's code, the month or the skills; empty for what has none.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Key { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>The last sequence already seen.</summary>
    [BindProperty(SupportsGet = true)]
    public long After { get; set; }

    public IReadOnlyList<EntryLine> Lines { get; private set; } = [];

    /// <summary>What they add up to: over all pages, the figure that led here.</summary>
    public long Sum { get; private set; }

    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        try
        {
            await Read(stop);
            return Page();
        }
        catch (BadInput)
        {
            return NotFound();
        }
    }

    private async Task Read(CancellationToken stop)
    {
        var check = new Check();
        var (kind, by) = (check.Word<EntryKind>("kind", Kind), check.Word<By>("by", By));
        check.Done();
        var months = by == Dispatch.Ledger.By.Month ? Months.Read(Key, Key) : Months.Read(From, To);
        var entries = await EntriesBehind.Of(db, kind, months, limits.FieldHours.Zone).InRow(db, by, Key ?? "", stop);
        Sum = await entries.SumAsync(entry => (long)entry.Quantity, stop);
        var page = await entries.Where(entry => entry.Sequence > After).OrderBy(entry => entry.Sequence).Take(Most + 1).ToListAsync(stop);
        if (page.Count > Most) Next = $"/ledger/entries?kind={Kind}&by={By}&key={Uri.EscapeDataString(Key ?? "")}&from={From}&to={To}&after={page[Most - 1].Sequence}";
        Lines = await Named([.. page.Take(Most)], stop);
    }

    private async Task<IReadOnlyList<EntryLine>> Named(List<Entry> entries, CancellationToken stop)
    {
        var sources = entries.ConvertAll(entry => new OrderId(entry.Source));
        var numbers = await db.Set<Order>().IgnoreAutoIncludes().Where(order => sources.Contains(order.Id)).Select(order => new { order.Id, order.Tracking }).ToDictionaryAsync(order => order.Id.Value, order => order.Tracking.Value, stop);
        var ids = entries.SelectMany(entry => entry.Experts).Select(share => share.Expert).Distinct().ToList();
        var experts = await db.Set<Expert>().Where(expert => ids.Contains(expert.Id)).ToDictionaryAsync(expert => expert.Id, expert => expert.Name, stop);
        var places = entries.Select(entry => entry.Station).OfType<StationId>().Distinct().ToList();
        var stations = await db.Set<Station>().Where(station => places.Contains(station.Id)).ToDictionaryAsync(station => station.Id, station => station.Name, stop);
        return entries.ConvertAll(entry => new EntryLine(
            entry, numbers.GetValueOrDefault(entry.Source), string.Join(Say["Comma"], entry.Experts.Select(share => experts.GetValueOrDefault(share.Expert)).OfType<string>()),
            entry.Station is { } station ? stations.GetValueOrDefault(station) : null));
    }
}
