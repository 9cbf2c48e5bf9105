using System.Globalization;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>Step 2: the town, then its village, and how to find it; with where the phone is, if it may say so.</summary>
public sealed class WhereModel(Words say, Drafts drafts, DispatchDb db, TimeProvider clock) : ReportPage(say, drafts, db, clock)
{
    [BindProperty]
    public string? Town { get; set; }

    [BindProperty]
    public string? Village { get; set; }

    [BindProperty]
    public string? Whereabouts { get; set; }

    /// <summary>Where the phone is, as it says itself: "41.04012,107.45".</summary>
    [BindProperty]
    public string? Place { get; set; }

    /// <summary>The phone's place is not to go with it after all.</summary>
    [BindProperty]
    public bool WithoutPlace { get; set; }

    public IReadOnlyList<Choice> Towns { get; private set; } = [];

    /// <summary>Of the town that has been chosen.</summary>
    public IReadOnlyList<Choice> Villages { get; private set; } = [];

    /// <summary>A service without a registry of places takes words for them.</summary>
    public bool KnowsVillages => Towns.Count == 0 || Draft.Town is not null;

    public async Task OnGetAsync()
    {
        (Town, Village, Whereabouts) = (Draft.Town, Draft.Village, Draft.Whereabouts);
        if (Draft.Latitude is not null) Place = string.Create(CultureInfo.InvariantCulture, $"{Draft.Latitude},{Draft.Longitude}");
        await List();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await List();
        var another = Town != Draft.Town;
        // A village of the town before is none of this one.
        var check = new Check();
        var (latitude, longitude) = Degrees(check);
        var draft = Draft with { Town = Town, Village = another ? null : Village, Whereabouts = Whereabouts, Latitude = latitude, Longitude = longitude };
        if (Town is null && Towns.Count > 0) check.Fail("town", "Required");
        var wrong = check.Errors.Concat(await Wrong(draft, "town", "village", "whereabouts")).ToList();
        if (wrong.Count > 0) return Complain(wrong);
        Keep(draft);
        return Step(another ? "where" : "who");
    }

    private (double? Latitude, double? Longitude) Degrees(Check check)
    {
        if (WithoutPlace || Place.ShowsNothing()) return (null, null);
        var degrees = Place.Split(',').Select(part => double.TryParse(part, CultureInfo.InvariantCulture, out var degree) ? degree : double.NaN).ToList();
        if (degrees is [var latitude, var longitude] && Domain.Place.IsValid(latitude, longitude)) return (latitude, longitude);
        check.Fail("place", "NotAPlace", Place);
        return (null, null);
    }

    private async Task List()
    {
        Towns = await Db.Set<Town>().OrderBy(town => town.Code).Select(town => new Choice(town.Code, town.Name, null)).ToListAsync(Stop);
        if (Towns.Count > 0) Towns = [new Choice("", Say["Town.Choose"]), .. Towns];
        if (Draft.Town is null) return;
        Villages = [new Choice("", Say["Village.Unknown"]), .. await Db.Set<Village>().Where(village => village.TownCode == Draft.Town).OrderBy(village => village.Code).Select(village => new Choice(village.Code, village.ShortName, null)).ToListAsync(Stop)];
    }
}
