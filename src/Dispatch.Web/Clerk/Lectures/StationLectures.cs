using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Persistence;
using Dispatch.Web.Farmer;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk.Lectures;

/// <summary>A lecture as a line of the list.</summary>
/// <param name="Shown">With the names of lecturers, town and station.</param>
/// <param name="Enrolled">How many are enrolled.</param>
/// <param name="Came">How many are on the list of those who came.</param>
public sealed record LectureLine(LectureToCome Shown, int Enrolled, int Came)
{
    public Lecture Lecture => Shown.Lecture;
}

/// <summary>The lectures of a station; of all for who has none; of an expert those the expert gives.</summary>
public sealed class StationLectures(DispatchDb db)
{
    private const int Most = 200;

    /// <summary>Those that are planned, soonest first, also when their time has passed.</summary>
    public Task<IReadOnlyList<LectureLine>> Planned(SignedIn me, CancellationToken stop) =>
        Lines(Of(me).Where(lecture => lecture.State == LectureState.Planned).OrderBy(lecture => lecture.StartsAt).ThenBy(lecture => lecture.Id).Take(Most), stop);

    /// <summary>Those that were held or called off, the last first.</summary>
    public Task<IReadOnlyList<LectureLine>> Settled(SignedIn me, int from, int most, CancellationToken stop) =>
        Lines(Of(me).Where(lecture => lecture.State != LectureState.Planned).OrderByDescending(lecture => lecture.StartsAt).ThenBy(lecture => lecture.Id).Skip(from).Take(most), stop);

    private IQueryable<Lecture> Of(SignedIn me)
    {
        var all = db.Set<Lecture>().AsNoTracking();
        if (me.Actor.Role == Role.Clerk) return all.Where(lecture => lecture.Station == me.Station);
        if (me.Actor.Role != Role.Expert) return all;
        var expert = new Dispatch.Http.Caller(me.Actor).Expert;
        return all.Where(lecture => lecture.Lecturers.Any(lecturer => lecturer.Expert == expert));
    }

    private async Task<IReadOnlyList<LectureLine>> Lines(IQueryable<Lecture> lectures, CancellationToken stop)
    {
        var shown = await LectureToCome.Of(db, await lectures.ToListAsync(stop), stop);
        var ids = shown.Select(one => one.Lecture.Id).ToList();
        var enrolled = await db.Set<Enrolment>().Where(one => ids.Contains(one.Lecture)).GroupBy(one => one.Lecture).ToDictionaryAsync(those => those.Key, those => those.Count(), stop);
        var came = await db.Set<Attendee>().Where(one => ids.Contains(one.Lecture)).GroupBy(one => one.Lecture).ToDictionaryAsync(those => those.Key, those => those.Count(), stop);
        return [.. shown.Select(one => new LectureLine(one, enrolled.GetValueOrDefault(one.Lecture.Id), came.GetValueOrDefault(one.Lecture.Id)))];
    }
}
