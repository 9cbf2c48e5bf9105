using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer;

/// <summary>A lecture as its page shows it: lecturers, town and station by their names.</summary>
public sealed record LectureToCome(Lecture Lecture, string? Town, string? Station, IReadOnlyList<string> By);

/// <summary>Lectures that are planned and not over, soonest first; of one town, or of all.</summary>
public sealed class LecturesModel(Words say, DispatchDb db, TimeProvider clock) : DispatchPage(say)
{
    private const int Most = 50;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    [BindProperty(SupportsGet = true)]
    public string? Town { get; set; }

    public IReadOnlyList<Choice> Towns { get; private set; } = [];

    public IReadOnlyList<LectureToCome> Lectures { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var (stop, now) = (HttpContext.RequestAborted, clock.GetUtcNow());
        var begun = now - Longest;
        var planned = (await db.Set<Lecture>().AsNoTracking().Where(lecture => lecture.State == LectureState.Planned && lecture.StartsAt > begun).OrderBy(lecture => lecture.StartsAt).ToListAsync(stop))
            .Where(lecture => lecture.StartsAt + lecture.Duration > now).ToList();
        var towns = await db.Set<Town>().ToDictionaryAsync(town => town.Code, town => town.Name, stop);
        Towns = [new Choice("", Say["Town.All"]), .. planned.Select(lecture => lecture.TownCode).Distinct().Order(StringComparer.Ordinal).Select(code => new Choice(code, towns.GetValueOrDefault(code, code)))];
        var shown = planned.Where(lecture => string.IsNullOrEmpty(Town) || lecture.TownCode == Town).Take(Most).ToList();
        var (lecturers, places) = (shown.SelectMany(lecture => lecture.Lecturers).Select(lecturer => lecturer.Expert).Distinct().ToList(), shown.Select(lecture => lecture.Station).Distinct().ToList());
        var names = await db.Set<Expert>().Where(expert => lecturers.Contains(expert.Id)).ToDictionaryAsync(expert => expert.Id, expert => expert.Name, stop);
        var stations = await db.Set<Station>().Where(station => places.Contains(station.Id)).ToDictionaryAsync(station => station.Id, station => station.Name, stop);
        Lectures = [.. shown.Select(lecture => new LectureToCome(
            lecture, towns.GetValueOrDefault(lecture.TownCode), stations.GetValueOrDefault(lecture.Station),
            [.. lecture.Lecturers.Select(lecturer => names.GetValueOrDefault(lecturer.Expert)).OfType<string>()]))];
    }
}
