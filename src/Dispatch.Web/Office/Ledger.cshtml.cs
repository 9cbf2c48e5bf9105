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

/// <summary>What was done: by town, station, expert, month or skill; what was taken over from past years apart; and how orders ended, of how many.</summary>
[Act("ledgerTotals")]
public sealed class LedgerModel(Words say, DispatchDb db, Limits limits, TimeProvider clock) : StaffPage(say)
{
    private static readonly EntryKind[] Counted = [.. Enum.GetValues<EntryKind>().Except([EntryKind.OpeningBalance])];

    /// <summary>By what the table may be shown.</summary>
    private static readonly By[] Ways = [Dispatch.Ledger.By.Month, Dispatch.Ledger.By.Town, Dispatch.Ledger.By.Station, Dispatch.Ledger.By.Expert, Dispatch.Ledger.By.Skill];

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

    public IReadOnlyList<Choice> Dimensions => [.. Ways.Select(by => new Choice($"{by}", Say[$"By.{by}"]))];

    /// <summary>When it is shown, for who reads it on paper.</summary>
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>What a row is called.</summary>
    public string NameOf(TotalsRow row) => row.Key is not { } key ? Say["Ledger.None"] : Dimension == Dispatch.Ledger.By.Skill ? Say.Of(SourceSkills.Read(key)) : row.Name ?? key;

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
            Dimension = check.Word("by", By, Ways) ?? Dispatch.Ledger.By.Month;
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

    /// <summary>The same as a workbook.</summary>
    [Act("ledgerEntries")]
    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken stop) =>
        File(await new LedgerWorkbook(db, Say, limits.FieldHours.Zone).Write(stop), LedgerWorkbook.Type, "ledger.xlsx");

    private async Task Read(Months months, CancellationToken stop)
    {
        Stretch = string.Create(CultureInfo.InvariantCulture, $"from={months.From:yyyy-MM}&to={months.To:yyyy-MM}");
        var zone = limits.FieldHours.Zone;
        District = await ReadTotals.Read(db, months, Dispatch.Ledger.By.District, zone, stop);
        Totals = await ReadTotals.Read(db, months, Dimension, zone, stop);
        Rates = await ReadRates.Read(db, months, zone, stop);
        var byMonth = Dimension == Dispatch.Ledger.By.Month ? Totals : await ReadTotals.Read(db, months, Dispatch.Ledger.By.Month, zone, stop);
        Months = [.. byMonth.Rows.Where(row => row.Counted.Count > 0).Select(row => new Bar(row.Key!, row.Counted.FirstOrDefault(one => one.Kind == EntryKind.ProblemSolved)?.Quantity ?? 0))];
    }
}

/// <summary>One bar of a chart.</summary>
public sealed record Bar(string Label, long Value);
