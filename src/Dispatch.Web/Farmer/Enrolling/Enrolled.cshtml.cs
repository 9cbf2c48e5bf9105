using Dispatch.Domain.Lectures;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Farmer.Enrolling;

/// <summary>One is enrolled: when and where to be. Who is not, or for a lecture that is over, is led to where that is said.</summary>
public sealed class EnrolledModel(Words say, DispatchDb db) : LecturePage(say, db)
{
    public IActionResult OnGet() => Coming.Lecture.State == LectureState.Planned && Request.Cookies.ContainsKey(Cookie) ? Page() : Redirect(Address);
}
