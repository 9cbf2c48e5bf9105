using Dispatch.Domain.Lectures;
using Dispatch.Http;
using Dispatch.Lectures;
using Dispatch.Persistence;
using Dispatch.Web.Farmer;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk.Lectures;

/// <summary>A page about one lecture, for its station and for those who give it.</summary>
public abstract class StationLecturePage(Words say, DispatchDb db, TimeProvider clock) : StaffPage(say)
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public LectureToCome Shown { get; private set; } = null!;

    public Lecture Lecture => Shown.Lecture;

    public IReadOnlyList<AttendeeView> Came { get; private set; } = [];

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public string Address => $"/board/lectures/{Lecture.Id}";

    /// <summary>Whether whoever looks may write down who comes, and it can be written down now.</summary>
    public bool TakesAttendance => Lecture.WhyNotAttend(Me.Actor, Now) is null && May("attendLecture", Lecture.Station);

    protected DispatchDb Db => db;

    protected Caller Reader => new(Me.Actor);

    /// <summary>Reads it as it is now.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="NotAllowed">It is another station's, or an expert's who does not give it.</exception>
    protected async Task<bool> Find(string act, CancellationToken stop)
    {
        db.Forget();
        if (!Guid.TryParse(Id, out var id)) return false;
        var wanted = new LectureId(id);
        if (await db.Set<Lecture>().AsNoTracking().FirstOrDefaultAsync(lecture => lecture.Id == wanted, stop) is not { } found) return false;
        Require(act, found.Station);
        ListEnrolments.MustBeTheirs(found, Reader);
        Shown = (await LectureToCome.Of(db, [found], stop))[0];
        Came = await ListAttendees.Of(db, wanted, Reader, stop);
        return true;
    }
}
