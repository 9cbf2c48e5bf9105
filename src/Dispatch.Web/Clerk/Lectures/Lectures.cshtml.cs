using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk.Lectures;

/// <summary>The station's lectures: those whose time has passed and of which nobody has said what became of them, those to come, and those that are over.</summary>
[Act("listEnrolments")]
public sealed class StationLecturesModel(Words say, StationLectures lectures, DispatchDb db, TimeProvider clock) : StaffPage(say)
{
    private const int Glance = 30;

    /// <summary>How many later ones of those that are over are left out.</summary>
    [BindProperty(SupportsGet = true)]
    public int From { get; set; }

    /// <summary>The name of a clerk's station.</summary>
    public string? Station { get; private set; }

    public IReadOnlyList<LectureLine> ToSettle { get; private set; } = [];

    public IReadOnlyList<LectureLine> Coming { get; private set; } = [];

    public IReadOnlyList<LectureLine> Past { get; private set; } = [];

    /// <summary>Where the next page of those that are over begins; null when there is none.</summary>
    public int? More { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        if (Me.Station is { } id) Station = await db.Set<Station>().Where(station => station.Id == id).Select(station => station.Name).FirstOrDefaultAsync(stop);
        From = Math.Max(0, From);
        var now = clock.GetUtcNow();
        var planned = (await lectures.Planned(Me, stop)).ToLookup(line => line.Lecture.StartsAt + line.Lecture.Duration <= now);
        (ToSettle, Coming) = ([.. planned[true]], [.. planned[false]]);
        var past = await lectures.Settled(Me, From, Glance + 1, stop);
        Past = [.. past.Take(Glance)];
        if (past.Count > Glance) More = From + Glance;
    }
}
