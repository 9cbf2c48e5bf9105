using System.Globalization;
using System.Text;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Web.Office;

/// <summary>What was done, from the kept sums: by town, station, expert or month; what was taken over from past years apart; and how orders ended, of how many.</summary>
[Act("ledgerTotals")]
public sealed class LedgerModel(Words say, DispatchDb db, Limits limits) : StaffPage(say)
{
    private static readonly EntryKind[] Counted = [.. Enum.GetValues<EntryKind>().Except([EntryKind.OpeningBalance])];

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    public IReadOnlyList<EntryKind> Kinds => Counted;

    public By Dimension { get; private set; } = Dispatch.Ledger.By.Month;

    public TotalsView District { get; private set; } = null!;

    public TotalsView Totals { get; private set; } = null!;

    /// <summary>For the chart, whatever the table shows.</summary>
    public IReadOnlyList<Bar> Months { get; private set; } = [];

    /// <summary>The months that are shown, as a link says them.</summary>
    public string Stretch { get; private set; } = "";

    public RatesView Rates { get; private set; } = null!;

    public IReadOnlyList<Choice> Dimensions => [.. new[] { Dispatch.Ledger.By.Month, Dispatch.Ledger.By.Town, Dispatch.Ledger.By.Station, Dispatch.Ledger.By.Expert }.Select(by => new Choice($"{by}", Say[$"By.{by}"]))];

    /// <summary>How many of a kind there are in a row, and where its entries are.</summary>
    public (long Quantity, long People, string Entries) Cell(TotalsRow row, EntryKind kind)
    {
        var total = row.Counted.FirstOrDefault(one => one.Kind == kind);
        return (total?.Quantity ?? 0, total?.People ?? 0, $"/ledger/entries?kind={kind}&by={Dimension}&key={Uri.EscapeDataString(row.Key ?? "")}&{Stretch}");
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        try
        {
            var check = new Check();
            Dimension = check.Word("by", By, Dispatch.Ledger.By.Month, Dispatch.Ledger.By.Town, Dispatch.Ledger.By.Station, Dispatch.Ledger.By.Expert) ?? Dispatch.Ledger.By.Month;
            check.Done();
            await Read(Http.Months.Read(From, To), stop);
            return Page();
        }
        catch (BadInput bad)
        {
            await Read(new Months(null, null), stop);
            return Complain(bad.Errors);
        }
    }

    /// <summary>Every entry with all its fields, so that anybody can reckon sums and hashes again.</summary>
    [Act("ledgerEntries")]
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken stop)
    {
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers[HeaderNames.ContentDisposition] = "attachment; filename=ledger.csv";
        await using var text = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await ExportLedger.Write(db, text, stop);
        return new EmptyResult();
    }

    private async Task Read(Months months, CancellationToken stop)
    {
        Stretch = string.Create(CultureInfo.InvariantCulture, $"from={months.From:yyyy-MM}&to={months.To:yyyy-MM}");
        District = await ReadTotals.Read(db, months, Dispatch.Ledger.By.District, stop);
        Totals = await ReadTotals.Read(db, months, Dimension, stop);
        Rates = await ReadRates.Read(db, months, limits.FieldHours.Zone, stop);
        var byMonth = Dimension == Dispatch.Ledger.By.Month ? Totals : await ReadTotals.Read(db, months, Dispatch.Ledger.By.Month, stop);
        Months = [.. byMonth.Rows.Where(row => row.Counted.Count > 0).Select(row => new Bar(row.Key!, row.Counted.FirstOrDefault(one => one.Kind == EntryKind.ProblemSolved)?.Quantity ?? 0))];
    }
}

/// <summary>One bar of a chart.</summary>
public sealed record Bar(string Label, long Value);
