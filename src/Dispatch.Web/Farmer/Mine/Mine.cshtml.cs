using Dispatch.Accounts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer.Mine;

/// <summary>One of the farmer's orders in the list.</summary>
/// <param name="Tracking">Its number.</param>
/// <param name="Now">Ends the key of what is said about where it stands.</param>
/// <param name="Words">What the farmer said, not all of it.</param>
/// <param name="At">When.</param>
public sealed record MyOrder(string Tracking, string Now, string Words, DateTimeOffset At);

/// <summary>All orders of a phone, the newest first, and the lectures it is enrolled for.</summary>
[ShowsPersons(Act = "listOrders")]
public sealed class MineModel(Words say, FarmersDoor door, FarmerCodes codes, DispatchDb db, TimeProvider clock) : FarmerPage(say, door)
{
    private const int Most = 100;
    private const int LongestWords = 60;
    private static readonly TimeSpan LongestLecture = TimeSpan.FromHours(12);

    public IReadOnlyList<MyOrder> Orders { get; private set; } = [];

    public IReadOnlyList<LectureToCome> Lectures { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var mine = await db.Set<Order>().AsNoTracking().IgnoreAutoIncludes().Where(order => order.FarmerPhone == Phone).OrderByDescending(order => order.SubmittedAt).ThenBy(order => order.Tracking).Take(Most)
            .Select(order => new { order.Tracking, order.State, order.Outcome, order.Difficulty, order.SubmittedAt }).ToListAsync(stop);
        Orders = [.. mine.Select(order => new MyOrder(order.Tracking.Value, order.State == State.Closed ? $"{order.State}.{order.Outcome}" : $"{order.State}", Short(order.Difficulty), order.SubmittedAt))];
        Lectures = await ToCome(stop);
    }

    public IActionResult OnPostOut()
    {
        FarmersDoor.SignOut(HttpContext);
        return Redirect("/");
    }

    public async Task<IActionResult> OnPostEverywhereAsync(CancellationToken stop)
    {
        await codes.SignOut(Phone, stop);
        return OnPostOut();
    }

    private async Task<IReadOnlyList<LectureToCome>> ToCome(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var begun = now - LongestLecture;
        var enrolled = await db.Set<Lecture>().AsNoTracking()
            .Where(lecture => lecture.State == LectureState.Planned && lecture.StartsAt > begun && db.Set<Enrolment>().Any(enrolment => enrolment.Phone == Phone && enrolment.Lecture == lecture.Id))
            .OrderBy(lecture => lecture.StartsAt).ToListAsync(stop);
        return await LectureToCome.Of(db, [.. enrolled.Where(lecture => lecture.StartsAt + lecture.Duration > now)], stop);
    }

    private static string Short(string words) => words.Length <= LongestWords ? words : words[..LongestWords] + "……";
}
