using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Lectures;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk.Lectures;

/// <summary>One lecture: who means to come, who came, and whether it was held or is called off.</summary>
[Act("listEnrolments"), ShowsPersons("id", Act = "listEnrolments")]
public sealed class StationLectureModel(Words say, DispatchDb db, Limits limits, TimeProvider clock) : StationLecturePage(say, db, clock)
{
    /// <summary>Names the form: somebody without a phone who is sent twice is one.</summary>
    [BindProperty]
    public Guid Key { get; set; } = Guid.CreateVersion7();

    /// <summary>The phones of those who are ticked.</summary>
    [BindProperty]
    public List<string> Ticked { get; set; } = [];

    [BindProperty]
    public string? FarmerName { get; set; }

    [BindProperty]
    public string? FarmerPhone { get; set; }

    [BindProperty]
    public Guid Attendee { get; set; }

    /// <summary>How many were on the list when the page was drawn. Who holds it with another list is told, and it is not held.</summary>
    [BindProperty]
    public int? Counted { get; set; }

    [BindProperty]
    public string? HeldAt { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<EnrolmentView> Enrolled { get; private set; } = [];

    /// <summary>Why what was done last was not taken.</summary>
    public string? Refused { get; private set; }

    /// <summary>Those who are enrolled and not on the list yet.</summary>
    public IEnumerable<EnrolmentView> Expected => Enrolled.Where(one => one.FarmerPhone is not null && Came.All(came => came.FarmerPhone != one.FarmerPhone));

    public bool CanHold => Lecture.State == LectureState.Planned && Now >= Lecture.StartsAt && May("holdLecture", Lecture.Station);

    public bool CanCallOff => Lecture.State == LectureState.Planned && May("callOffLecture", Lecture.Station);

    public Task<IActionResult> OnGetAsync(CancellationToken stop) => Show(stop);

    /// <summary>The list alone, for the page to draw anew.</summary>
    public async Task<IActionResult> OnGetCameAsync(CancellationToken stop) => await Find("listEnrolments", stop) ? Partial("/Clerk/Lectures/_Came.cshtml", this) : NotFound();

    [Act("attendLecture")]
    public Task<IActionResult> OnPostTickAsync(CancellationToken stop) => Take("attendLecture", async () =>
    {
        var named = await Db.Set<Enrolment>().AsNoTracking().Where(one => one.Lecture == Lecture.Id && Ticked.Contains(one.Phone)).OrderBy(one => one.At).ThenBy(one => one.Phone).ToListAsync(stop);
        return await Attend([.. named.Select(one => new AttendRequest { FarmerName = one.Name, FarmerPhone = one.Phone })], stop);
    }, stop);

    [Act("attendLecture")]
    public Task<IActionResult> OnPostAddAsync(CancellationToken stop) => Take("attendLecture", () => Attend([new AttendRequest { FarmerName = FarmerName, FarmerPhone = FarmerPhone }], stop), stop);

    [Act("strikeAttendee")]
    public Task<IActionResult> OnPostStrikeAsync(CancellationToken stop) => Take("strikeAttendee", () => StrikeAttendee.Take(Db, Lecture.Id, Attendee, Me.Actor, Now, stop), stop);

    [Act("holdLecture")]
    public Task<IActionResult> OnPostHoldAsync(CancellationToken stop) => Take("holdLecture", () =>
    {
        var check = new Check();
        var heldAt = LocalTime.Read(check, "heldAt", HeldAt, limits.FieldHours.Zone);
        check.Done();
        if (Lecture.State == LectureState.Planned && Counted != Came.Count) throw new SeenOtherwise(Say["Came.Changed", Came.Count]);
        if (Lecture.State == LectureState.Planned && Came.Count == 0) throw new SeenOtherwise(Say["Hold.Nobody"]);
        return HoldLecture.Take(Db, Lecture.Id, new HoldRequest { HeldAt = heldAt ?? Lecture.StartsAt, Attendance = Counted, Words = Words }, Me.Actor, Now, stop);
    }, stop);

    [Act("callOffLecture")]
    public Task<IActionResult> OnPostCallOffAsync(CancellationToken stop) => Take("callOffLecture", () => CallOffLecture.Take(Db, Lecture.Id, new CallOffRequest { Reason = Reason }, Me.Actor, Now, stop), stop);

    private Task<(Lecture?, LectureRefusal?)> Attend(IReadOnlyList<AttendRequest> came, CancellationToken stop) =>
        AttendLecture.Take(Db, Lecture.Id, [.. came.Select(one => one.Listed(Lecture.Id, $"page:{Key}", Me.Actor, Now))], lecture => lecture.WhyNotAttend(Me.Actor, Now), stop);

    /// <summary>The act, as the API would take it. Who comes second with it is told, unless it was the same button with the same words.</summary>
    private async Task<IActionResult> Take(string act, Func<Task<(Lecture? Lecture, LectureRefusal? Refusal)>> taken, CancellationToken stop)
    {
        if (!await Find(act, stop)) return NotFound();
        try
        {
            var (lecture, refusal) = await taken();
            if (refusal is null || IsMine(lecture!, refusal)) return Redirect(Address);
            Refused = refusal == LectureRefusal.AlreadyDone ? Say["Lecture.Settled"] : Say.Of(refusal.Value);
        }
        catch (SeenOtherwise seen)
        {
            Refused = seen.Message;
        }
        catch (BadInput bad) when (bad.Errors.Any(error => error.Field == "attendance"))
        {
            Refused = string.Join(' ', bad.Errors.Select(Say.Of));
        }
        catch (BadInput bad)
        {
            Complain(bad.Errors);
        }
        if (Errors.Count == 0) Response.StatusCode = StatusCodes.Status409Conflict;
        return await Show(stop);
    }

    private bool IsMine(Lecture lecture, LectureRefusal? refusal) =>
        refusal == LectureRefusal.AlreadyDone && (lecture.SettledBy, lecture.Words ?? "") == (Me.Actor, (Words ?? Reason ?? "").Trim());

    private async Task<IActionResult> Show(CancellationToken stop)
    {
        if (!await Find("listEnrolments", stop)) return NotFound();
        Enrolled = await ListEnrolments.Of(Db, Lecture.Id, Reader, stop);
        (Counted, HeldAt) = (Came.Count, HeldAt ?? LocalTime.Write(Lecture.StartsAt, limits.FieldHours.Zone));
        return Page();
    }

    /// <summary>The list has grown or shrunk.</summary>
    private sealed class SeenOtherwise(string message) : Exception(message);
}
