using System.Text;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Privacy;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Web.Office;

/// <summary>Who was given whose data, the latest first; that this page was read is in it as well.</summary>
[Act("readAudit"), ShowsPersons(Act = "readAudit")]
public sealed class AuditModel(Words say, DispatchDb db, Limits limits) : StaffPage(say)
{
    private const int Most = 100;

    [BindProperty(SupportsGet = true)]
    public string? Whose { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>The sequence of the last one already seen.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public IReadOnlyList<AuditLine> Lines { get; private set; } = [];

    public string? Next { get; private set; }

    /// <summary>What was asked for, for another address.</summary>
    public string Asked => $"whose={Uri.EscapeDataString(Whose ?? "")}&who={Uri.EscapeDataString(Who ?? "")}&from={Uri.EscapeDataString(From ?? "")}&to={Uri.EscapeDataString(To ?? "")}";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        try
        {
            var page = await ReadAudit.Page(db, Wanted(), Most, stop);
            Lines = page.Rows;
            if (page.Next is { } next) Next = $"/audit?{Asked}&before={next}";
            return Page();
        }
        catch (BadInput bad)
        {
            return Complain(bad.Errors);
        }
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken stop)
    {
        var wanted = Wanted();
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers[HeaderNames.ContentDisposition] = "attachment; filename=audit.csv";
        await using var text = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await AuditCsv.Write(db, wanted, text, stop);
        return new EmptyResult();
    }

    private AuditWanted Wanted()
    {
        var (months, zone) = (Months.Read(From, To), limits.FieldHours.Zone);
        return new AuditWanted { Whose = Whose?.Trim(), Who = Who?.Trim(), From = months.Start(zone), To = months.End(zone), Before = Before };
    }
}
