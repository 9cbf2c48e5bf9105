using Dispatch.Domain.Lectures;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Farmer.Enrolling;

/// <summary>One is enrolled: when and where to be, or that it is called off. Who is not, or for a lecture that has begun, is led to where that is said.</summary>
public sealed class EnrolledModel(Words say, DispatchDb db, TimeProvider clock) : LecturePage(say, db)
{
    public bool IsOff => Coming.Lecture.State == LectureState.CalledOff;

    public IActionResult OnGet() => (IsOff || Coming.Lecture.WhyNotEnrol(clock.GetUtcNow()) is null) && Request.Cookies.ContainsKey(Cookie) ? Page() : Redirect(Address);
}
