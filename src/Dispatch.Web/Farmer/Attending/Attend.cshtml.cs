using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Lectures;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer.Attending;

/// <summary>Who has scanned the code at a lecture says who they are, and is counted once.</summary>
public sealed class AttendModel(Words say, DispatchDb db, Limits limits, TimeProvider clock) : DispatchPage(say)
{
    /// <summary>The cookie that says in this browser that somebody has signed in here. It proves nothing and opens nothing.</summary>
    private const string Cookie = "attended";
    private static readonly Actor Anybody = new(Role.Farmer, "-");

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    /// <summary>Whether somebody else signs in on the same phone.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Another { get; set; }

    [BindProperty]
    public string? FarmerName { get; set; }

    [BindProperty]
    public string? FarmerPhone { get; set; }

    public LectureToCome Shown { get; private set; } = null!;

    public Lecture Lecture => Shown.Lecture;

    /// <summary>Why nobody can sign in now.</summary>
    public LectureRefusal? Refused { get; private set; }

    /// <summary>Whether it has been done.</summary>
    public bool Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (!await Find(stop)) return NotFound();
        Done = !Another && Request.Cookies.ContainsKey(Cookie);
        if (!Done) Refused = WhyNot(Lecture);
        return Page();
    }

    /// <summary>The redirect makes a reload send nothing again.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!await Find(stop)) return NotFound();
        try
        {
            var came = new AttendRequest { FarmerName = FarmerName, FarmerPhone = FarmerPhone }.Scanned(Lecture.Id, clock.GetUtcNow());
            (_, Refused) = await AttendLecture.Take(db, Lecture.Id, [came], WhyNot, stop);
        }
        catch (BadInput bad)
        {
            return Complain(bad.Errors);
        }
        if (Refused is null) return Attended();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private RedirectResult Attended()
    {
        Response.Cookies.Append(Cookie, "yes", SafeCookie.For(HttpContext, $"/attend/{Code}"));
        return Redirect($"/attend/{Code}");
    }

    private LectureRefusal? WhyNot(Lecture lecture) => lecture.WhyNotByCode(Anybody, clock.GetUtcNow(), limits.FieldHours.Zone);

    private async Task<bool> Find(CancellationToken stop)
    {
        if (await AttendanceCodes.LectureOf(db, Code, stop) is not { } id || await db.Set<Lecture>().AsNoTracking().FirstOrDefaultAsync(lecture => lecture.Id == id, stop) is not { } found) return false;
        Shown = (await LectureToCome.Of(db, [found], stop))[0];
        return true;
    }
}
