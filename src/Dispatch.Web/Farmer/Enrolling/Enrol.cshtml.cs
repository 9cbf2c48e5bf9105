using Dispatch.Domain.Lectures;
using Dispatch.Http;
using Dispatch.Lectures;
using Dispatch.Persistence;
using Dispatch.Web.Farmer.Mine;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Farmer.Enrolling;

/// <summary>Enrols for a lecture that has not begun, with a name and a phone.</summary>
public sealed class EnrolModel(Words say, DispatchDb db, TimeProvider clock, FarmersDoor door) : LecturePage(say, db)
{
    [BindProperty]
    public string? FarmerName { get; set; }

    [BindProperty]
    public string? FarmerPhone { get; set; }

    /// <summary>Why nobody can enrol any more.</summary>
    public LectureRefusal? Refused { get; private set; }

    public async Task OnGetAsync()
    {
        Refused = Coming.Lecture.WhyNotEnrol(clock.GetUtcNow());
        if (await door.Known(HttpContext) is { } known) (FarmerName, FarmerPhone) = (known.Name, known.Phone);
    }

    /// <summary>As the API would take it; the redirect makes a reload send nothing again.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            var enrolment = new EnrolRequest { FarmerName = FarmerName, FarmerPhone = FarmerPhone }.Said(Coming.Lecture.Id, null, clock.GetUtcNow());
            (_, Refused) = await EnrolForLecture.Take(Db, enrolment, Stop);
        }
        catch (BadInput bad)
        {
            return Complain(bad.Errors);
        }
        if (Refused is null) return Enrolled();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private RedirectResult Enrolled()
    {
        Response.Cookies.Append(Cookie, "yes", SafeCookie.For(HttpContext, Address));
        return Redirect($"{Address}/enrolled");
    }
}
