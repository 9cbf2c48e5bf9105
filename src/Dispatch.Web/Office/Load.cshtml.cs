using System.Globalization;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Matching;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Office;

/// <summary>How work lies on the experts, and which skills have too few of them for what is asked.</summary>
[Act("readLoad")]
public sealed class LoadModel(Words say, ReadLoad load, DispatchDb db, Limits limits, TimeProvider clock) : StaffPage(say)
{
    private readonly Dictionary<string, Expert> experts = [];

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public LoadView View { get; private set; } = null!;

    /// <summary>The months that are shown, as a link says them.</summary>
    public string Stretch { get; private set; } = "";

    public static string Short(double? number, string form = "0.##") => number?.ToString(form, CultureInfo.InvariantCulture) ?? "–";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        try
        {
            await Read(From, To, stop);
            return Page();
        }
        catch (BadInput bad)
        {
            await Read(null, null, stop);
            return Complain(bad.Errors);
        }
    }

    /// <summary>Whether an expert can be asked at this moment, and when next.</summary>
    public string Presence(string code) => Say.Of(Duty.Of(experts[code], View.At, limits.FieldHours.Zone));

    public string Evenness(LoadOverExperts over) => Say["Load.Even", Say.Number(over.Experts), Say.Number(over.Seats), Short(over.P50), Short(over.Most), Short(over.Gini)];

    private async Task Read(string? from, string? to, CancellationToken stop)
    {
        View = await load.Read(Period.Read(from, to, limits.FieldHours.Zone, clock.GetUtcNow()), Say.Language, stop);
        Stretch = $"from={Uri.EscapeDataString(from ?? "")}&to={Uri.EscapeDataString(to ?? "")}";
        var shown = View.Experts.Select(expert => expert.Code).ToList();
        foreach (var expert in await db.Set<Expert>().AsNoTracking().Where(expert => shown.Contains(expert.Code)).ToListAsync(stop)) experts[expert.Code] = expert;
    }
}
