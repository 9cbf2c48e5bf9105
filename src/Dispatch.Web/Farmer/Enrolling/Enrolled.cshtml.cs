using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Farmer.Enrolling;

/// <summary>One is enrolled: when and where to be. Who is not, or for a lecture that has begun, is led to where that is said.</summary>
public sealed class EnrolledModel(Words say, DispatchDb db, TimeProvider clock) : LecturePage(say, db)
{
    public IActionResult OnGet() => Coming.Lecture.WhyNotEnrol(clock.GetUtcNow()) is null && Request.Cookies.ContainsKey(Cookie) ? Page() : Redirect(Address);
}
