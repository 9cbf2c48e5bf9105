using Dispatch.Domain.Lectures;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer;

/// <summary>Lectures that are planned and not over, soonest first; of one town, or of all.</summary>
public sealed class LecturesModel(Words say, DispatchDb db, TimeProvider clock) : DispatchPage(say)
{
    private const int Most = 50;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    [BindProperty(SupportsGet = true)]
    public string? Town { get; set; }

    public IReadOnlyList<Choice> Towns { get; private set; } = [];

    public IReadOnlyList<LectureToCome> Lectures { get; private set; } = [];

    public bool TakesEnrolments(Lecture lecture) => lecture.WhyNotEnrol(clock.GetUtcNow()) is null;

    public async Task OnGetAsync()
    {
        var (stop, now) = (HttpContext.RequestAborted, clock.GetUtcNow());
        var begun = now - Longest;
        var planned = (await db.Set<Lecture>().AsNoTracking().Where(lecture => lecture.State == LectureState.Planned && lecture.StartsAt > begun).OrderBy(lecture => lecture.StartsAt).ToListAsync(stop))
            .Where(lecture => lecture.StartsAt + lecture.Duration > now).ToList();
        var towns = await db.Set<Town>().ToDictionaryAsync(town => town.Code, town => town.Name, stop);
        Towns = [new Choice("", Say["Town.All"]), .. planned.Select(lecture => lecture.TownCode).Distinct().Order(StringComparer.Ordinal).Select(code => new Choice(code, towns.GetValueOrDefault(code, code)))];
        var shown = planned.Where(lecture => string.IsNullOrEmpty(Town) || lecture.TownCode == Town).Take(Most).ToList();
        Lectures = await LectureToCome.Of(db, shown, stop);
    }
}
