using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Office;

/// <summary>The entries behind a number of the ledger, in the order of the chain, each with what it stands on; an order opens from there.</summary>
[Act("ledgerEntries")]
public sealed class EntriesModel(Words say, EntryLines lines, DispatchDb db, Limits limits) : StaffPage(say)
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
        Lines = await lines.Of([.. page.Take(Most)], stop);
    }
}
