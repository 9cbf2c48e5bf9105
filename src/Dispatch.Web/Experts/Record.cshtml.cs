using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Dispatch.Web.Office;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Experts;

/// <summary>What an expert has done, as the ledger has it: the sums, and the entries with what they stand on, the newest first.</summary>
[Act("listOffers")]
public sealed class RecordModel(Words say, EntryLines lines, DispatchDb db, Limits limits) : ExpertPage(say)
{
    private const int Most = 30;

    /// <summary>The last sequence already seen.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public TotalsRow? Totals { get; private set; }

    public IReadOnlyList<EntryLine> Lines { get; private set; } = [];

    public string? Next { get; private set; }

    [Act("ledgerEntries")]
    public async Task OnGetAsync(CancellationToken stop)
    {
        var code = await db.Set<Expert>().Where(expert => expert.Id == Mine).Select(expert => expert.Code).FirstAsync(stop);
        Totals = (await ReadTotals.Read(db, new Months(null, null), By.Expert, limits.FieldHours.Zone, stop)).Rows.FirstOrDefault(row => row.Key == code);
        var page = await db.Set<Entry>().AsNoTracking()
            .Where(entry => entry.Kind != EntryKind.OpeningBalance && entry.Experts.Any(share => share.Expert == Mine) && entry.Sequence < (Before ?? long.MaxValue))
            .OrderByDescending(entry => entry.Sequence).Take(Most + 1).ToListAsync(stop);
        if (page.Count > Most) Next = $"/expert/record?before={page[Most - 1].Sequence}";
        Lines = await lines.Of([.. page.Take(Most)], stop);
    }
}
