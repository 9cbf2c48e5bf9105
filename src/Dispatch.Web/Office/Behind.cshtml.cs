using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Matching;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Office;

/// <summary>The orders that a number of the load or of the map counts, the oldest first; who may open them does so from here.</summary>
[Act("readLoad")]
public sealed class BehindModel(Words say, DispatchDb db, Limits limits, TimeProvider clock) : StaffPage(say)
{
    private const int Most = 200;

    /// <summary>What is counted.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Skill { get; set; }

    /// <summary>The expert's code.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Expert { get; set; }

    /// <summary>The town's code; empty for orders that are of none.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Town { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>How many older ones are left out.</summary>
    [BindProperty(SupportsGet = true)]
    public int After { get; set; }

    public Behind What { get; private set; }

    /// <summary>Of which skill, expert or town.</summary>
    public string Whose { get; private set; } = "";

    /// <summary>Where the number is.</summary>
    public string Back => Skill is null && Expert is null ? "/map" : "/load";

    public IReadOnlyList<OrderLine> Lines { get; private set; } = [];

    /// <summary>How many seats of each are counted; null where it is the orders themselves.</summary>
    public IReadOnlyDictionary<OrderId, int>? Seats { get; private set; }

    public int Orders { get; private set; }

    /// <summary>Where the rest is; null when all of it is here.</summary>
    public string? Next => After + Lines.Count < Orders ? $"/load/orders?of={What}&skill={Skill}&expert={Expert}&town={Town}&from={From}&to={To}&after={After + Lines.Count}" : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (!Word.TryRead(Of, out Behind what) || After < 0) return NotFound();
        What = what;
        try
        {
            return await Read(Period.Read(From, To, limits.FieldHours.Zone, clock.GetUtcNow()), stop) ? Page() : NotFound();
        }
        catch (BadInput)
        {
            return NotFound();
        }
    }

    private async Task<bool> Read(Period period, CancellationToken stop)
    {
        if (What is Behind.Open or Behind.Queued) return await OfTown(Town ?? "", stop);
        if (Word.TryRead(Skill, out Skill skill) && What != Behind.Served)
        {
            Whose = Say.Of(skill);
            Seats = await OrdersBehind.OfSkill(db, What, skill, period, stop);
        }
        else if (Expert is not null && What is Behind.Held or Behind.Served && await db.Set<Expert>().FirstOrDefaultAsync(expert => expert.Code == Expert, stop) is { } expert)
        {
            Whose = $"{expert.Name} {expert.Code}";
            Seats = await OrdersBehind.OfExpert(db, What, expert.Id, period, stop);
        }
        else return false;
        var these = Seats.Keys.ToList();
        Orders = these.Count;
        Lines = await db.Set<Order>().AsNoTracking().IgnoreAutoIncludes().Where(order => these.Contains(order.Id)).Lines(db, After, Most, stop);
        return true;
    }

    private async Task<bool> OfTown(string town, CancellationToken stop)
    {
        var name = await db.Set<Town>().Where(one => one.Code == town).Select(one => one.Name).FirstOrDefaultAsync(stop);
        if (name is null && town.Length > 0) return false;
        Whose = name ?? Say["Ledger.None"];
        var orders = OrdersBehind.OfTown(db, What, town, Me.Station);
        Orders = await orders.CountAsync(stop);
        Lines = await orders.Lines(db, After, Most, stop);
        return true;
    }
}
