using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>Every open order of the station, or of the district, by where it stands; the oldest first. It is drawn anew by itself.</summary>
[Act("listOrders")]
public sealed class BoardModel(Words say, BoardLines lines, DispatchDb db, TimeProvider clock) : StaffPage(say)
{
    private const int Glance = 30;
    private const int Whole = 200;
    private const int Excerpt = 60;

    /// <summary>Only those in this state.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    /// <summary>How many older ones are left out.</summary>
    [BindProperty(SupportsGet = true)]
    public int From { get; set; }

    public IReadOnlyList<BoardGroup> Groups { get; private set; } = [];

    /// <summary>The name of a clerk's station.</summary>
    public string? Station { get; private set; }

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Where the lines alone are.</summary>
    public string Address => $"/board?handler=List&state={State}&from={From}";

    public static string Short(string words) => words.Length <= Excerpt ? words : words[..Excerpt] + "…";

    /// <summary>Where the rest of a group is; null when all of it is here.</summary>
    public string? Next(BoardGroup group) => From + group.Lines.Count < group.Count ? $"/board?state={group.State}&from={(State is null ? 0 : From + group.Lines.Count)}" : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (Me.Station is { } id) Station = await db.Set<Station>().Where(station => station.Id == id).Select(station => station.Name).FirstOrDefaultAsync(stop);
        return await Read(stop) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnGetListAsync(CancellationToken stop) => await Read(stop) ? Partial("/Clerk/_Board.cshtml", this) : NotFound();

    private async Task<bool> Read(CancellationToken stop)
    {
        if (string.IsNullOrEmpty(State)) Groups = await lines.All(Me.Station, Glance, stop);
        else if (Word.TryRead(State, out State state) && BoardLines.States.Contains(state) && From >= 0) Groups = [await lines.One(Me.Station, state, From, Whole, stop)];
        else return false;
        return true;
    }
}
