using Microsoft.AspNetCore.Routing;

namespace Dispatch.Lectures;

/// <summary>Lectures: planned, held with attendance, or called off.</summary>
internal static class LecturesSetup
{
    public static IEndpointRouteBuilder MapLectures(this IEndpointRouteBuilder api)
    {
        PlanLecture.Map(api);
        HoldLecture.Map(api);
        CallOffLecture.Map(api);
        ListLectures.Map(api);
        EnrolForLecture.Map(api);
        ListEnrolments.Map(api);
        AttendLecture.Map(api);
        StrikeAttendee.Map(api);
        ListAttendees.Map(api);
        return api;
    }
}
