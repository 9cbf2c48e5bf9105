using Dispatch.Accounts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Experts;

/// <summary>
/// An expert's visits and lectures as a calendar (RFC 5545), for whoever knows the address: where, which order, and the
/// difficulty in brief. No farmer's name and no number is in it, for calendars are copied to wherever phones copy them.
/// </summary>
public sealed class CalendarFeed(ExpertSeats seats, DispatchDb db, Words say, TimeProvider clock)
{
    private const int Brief = 40;
    private static readonly TimeSpan AVisit = TimeSpan.FromHours(1);
    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/expert/calendar/{secret}.ics", Show).ExcludeFromDescription();

    public static string PathOf(string secret) => $"/expert/calendar/{secret}.ics";

    private static async Task<IResult> Show(string secret, CalendarAddresses addresses, CalendarFeed feed, CancellationToken stop) =>
        await addresses.Find(secret, stop) is { } expert ? Results.Text(await feed.Of(expert, stop), "text/calendar; charset=utf-8") : Results.NotFound();

    private async Task<string> Of(ExpertId expert, CancellationToken stop)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Dispatch//Expert//EN" };
        calendar.AddProperty("X-WR-CALNAME", say["Calendar.Name"]);
        calendar.Events.AddRange((await seats.Of(expert, stop)).Where(seat => seat.State != SeatState.Offered).Select(Visit));
        var since = clock.GetUtcNow() - Back;
        var lectures = await db.Set<Lecture>().AsNoTracking().Where(lecture => lecture.State != LectureState.CalledOff && lecture.StartsAt > since && lecture.Lecturers.Any(lecturer => lecturer.Expert == expert)).OrderBy(lecture => lecture.StartsAt).ToListAsync(stop);
        var towns = await db.Set<Town>().ToDictionaryAsync(town => town.Code, town => town.Name, stop);
        calendar.Events.AddRange(lectures.Select(lecture => Event($"lecture-{lecture.Id}", say["Calendar.Lecture", lecture.Title], $"{towns.GetValueOrDefault(lecture.TownCode)} {lecture.Whereabouts}", lecture.StartsAt, lecture.Duration)));
        return new CalendarSerializer(calendar).SerializeToString() ?? "";
    }

    /// <summary>At the time that was promised; else an hour before it is due at the latest, and says so.</summary>
    private CalendarEvent Visit(ExpertSeat seat)
    {
        var name = seat.FarmerName ?? "";
        var summary = seat.Promised is null ? say["Calendar.VisitBy", seat.Village ?? ""] : say["Calendar.Visit", seat.Village ?? ""];
        var at = seat.Promised ?? (seat.VisitBy ?? clock.GetUtcNow()) - AVisit;
        var visit = Event($"visit-{seat.Tracking}", summary, Unnamed.Words(seat.Address, name), at, AVisit);
        visit.Description = $"{seat.Tracking}\n{Short(Unnamed.Words(seat.Difficulty, name))}";
        return visit;
    }

    private CalendarEvent Event(string name, string summary, string place, DateTimeOffset at, TimeSpan duration) => new()
    {
        Uid = $"{name}@dispatch",
        DtStamp = Utc(clock.GetUtcNow()),
        Summary = summary.Trim(),
        Location = place.Trim(),
        Start = Utc(at),
        End = Utc(at + duration),
    };

    private static CalDateTime Utc(DateTimeOffset at) => new(at.UtcDateTime, CalDateTime.UtcTzId);

    private static string Short(string words) => words.Length <= Brief ? words : words[..Brief] + "…";
}
