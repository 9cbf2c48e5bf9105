using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer;

/// <summary>A lecture as its page shows it: lecturers, town and station by their names.</summary>
public sealed record LectureToCome(Lecture Lecture, string? Town, string? Station, IReadOnlyList<string> By)
{
    public static async Task<IReadOnlyList<LectureToCome>> Of(DispatchDb db, IReadOnlyList<Lecture> lectures, CancellationToken stop)
    {
        var (lecturers, places) = (lectures.SelectMany(lecture => lecture.Lecturers).Select(lecturer => lecturer.Expert).Distinct().ToList(), lectures.Select(lecture => lecture.Station).Distinct().ToList());
        var towns = await db.Set<Town>().ToDictionaryAsync(town => town.Code, town => town.Name, stop);
        var names = await db.Set<Expert>().Where(expert => lecturers.Contains(expert.Id)).ToDictionaryAsync(expert => expert.Id, expert => expert.Name, stop);
        var stations = await db.Set<Station>().Where(station => places.Contains(station.Id)).ToDictionaryAsync(station => station.Id, station => station.Name, stop);
        return [.. lectures.Select(lecture => new LectureToCome(
            lecture, towns.GetValueOrDefault(lecture.TownCode), stations.GetValueOrDefault(lecture.Station),
            [.. lecture.Lecturers.Select(lecturer => names.GetValueOrDefault(lecturer.Expert)).OfType<string>()]))];
    }
}
