using System.Net;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Lectures;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Clerk.Lectures;

/// <summary>The code of a lecture, to be shown on a screen or printed; and how many have come, which grows by itself.</summary>
[Act("attendLecture")]
public sealed class LectureCodeModel(Words say, DispatchDb db, Limits limits, TimeProvider clock) : StationLecturePage(say, db, clock)
{
    /// <summary>The code that is to be worth nothing any more.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    public string Code { get; private set; } = "";

    /// <summary>Where it leads: to this service, as whoever looks has reached it.</summary>
    public string Link => $"{Request.Scheme}://{Request.Host}/attend/{Code}";

    public QrPicture Picture => QrPicture.Of(Link);

    /// <summary>Whether a phone could not follow it: it leads to this computer alone.</summary>
    public bool IsLocal => Request.Host.Host == "localhost" || (IPAddress.TryParse(Request.Host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Why nobody can sign in by it.</summary>
    public LectureRefusal? Shut => Lecture.WhyNotByCode(Me.Actor, Now, limits.FieldHours.Zone);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (!await Find("attendLecture", stop)) return NotFound();
        Code = await AttendanceCodes.Of(Db, Lecture.Id, stop);
        return Page();
    }

    /// <summary>The number alone, for the page to draw anew.</summary>
    public async Task<IActionResult> OnGetCountAsync(CancellationToken stop) => await Find("attendLecture", stop) ? Partial("/Clerk/Lectures/_Count.cshtml", Came.Count) : NotFound();

    public async Task<IActionResult> OnPostRenewAsync(CancellationToken stop)
    {
        if (!await Find("attendLecture", stop)) return NotFound();
        await AttendanceCodes.Renew(Db, Lecture.Id, Seen, stop);
        return Redirect($"{Address}/code");
    }
}
