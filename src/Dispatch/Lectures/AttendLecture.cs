using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Lectures;

/// <summary>Who has come.</summary>
public sealed record AttendRequest
{
    /// <summary>The farmer's name.</summary>
    /// <example>李秀英</example>
    [Required]
    public string? FarmerName { get; init; }

    /// <summary>Mobile or landline, where there is one. Who is listed already stays so, under the name that was said first.</summary>
    /// <example>13804780001</example>
    public string? FarmerPhone { get; init; }

    /// <summary>As whoever holds the lecture writes it down.</summary>
    /// <param name="lecture">Which.</param>
    /// <param name="request">What names the request: sent twice, somebody without a phone is still one.</param>
    /// <param name="by">Who writes it down.</param>
    /// <param name="at">When.</param>
    /// <exception cref="BadInput">Names every field that is wrong.</exception>
    public Attendee Listed(LectureId lecture, string request, Actor by, DateTimeOffset at)
    {
        var check = new Check();
        var name = check.Text("farmerName", FarmerName, 100);
        var phone = FarmerPhone.ShowsNothing() ? null : check.Phone("farmerPhone", FarmerPhone);
        check.Done();
        var id = phone is null ? Attendee.IdOf(lecture, request, name) : Attendee.IdOf(lecture, phone);
        return new Attendee { Id = id, Lecture = lecture, Name = name, Phone = phone, How = CameBy.List, By = by, At = at };
    }

    /// <summary>As farmers say it themselves, who must give a phone.</summary>
    /// <exception cref="BadInput">Names every field that is wrong.</exception>
    public Attendee Scanned(LectureId lecture, DateTimeOffset at)
    {
        var said = new EnrolRequest { FarmerName = FarmerName, FarmerPhone = FarmerPhone }.Said(lecture, null, at);
        return new Attendee { Id = Attendee.IdOf(lecture, said.Phone), Lecture = lecture, Name = said.Name, Phone = said.Phone, How = CameBy.Code, By = said.By, At = at };
    }
}

/// <summary>Writes down who came to a lecture, once each, until it is held or called off.</summary>
public static class AttendLecture
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/lectures/{id:guid}/attend", Attend)
        .WithName("attendLecture").ShowsPersonsOf("id").WithTags("Lectures").WithSummary("Somebody has come to a lecture 签到")
        .WithDescription("From half an hour before the start until the lecture is held or called off. The list's number is the attendance with which it is held.")
        .Produces<AttendeeView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>Writes down those who are not on the list yet. The lecture is null when there is none.</summary>
    public static Task<(Lecture? Lecture, LectureRefusal? Refusal)> Take(DispatchDb db, LectureId id, IReadOnlyList<Attendee> came, Func<Lecture, LectureRefusal?> whyNot, CancellationToken stop) =>
        db.Transact<(Lecture?, LectureRefusal?)>(
            async () =>
            {
                if (await db.Set<Lecture>().FirstOrDefaultAsync(lecture => lecture.Id == id, stop) is not { } lecture) return (null, null);
                if (whyNot(lecture) is { } refusal) return (lecture, refusal);
                var ids = came.Select(one => one.Id).ToList();
                var known = await db.Set<Attendee>().Where(one => ids.Contains(one.Id)).Select(one => one.Id).ToListAsync(stop);
                db.AddRange(came.Where(one => !known.Contains(one.Id)));
                return (lecture, null);
            },
            stop);

    private static async Task<IResult> Attend(Guid id, AttendRequest? request, Caller caller, HttpContext context, DispatchDb db, TimeProvider clock, CancellationToken stop)
    {
        var (now, by) = (clock.GetUtcNow(), caller.Actor);
        var came = Check.Body(request).Listed(new LectureId(id), IdempotencyKey.Of(context, by), by, now);
        return await Take(db, came.Lecture, [came], lecture => lecture.WhyNotAttend(by, now), stop) switch
        {
            (null, _) => Problems.NotFound(context),
            (_, { } refusal) => Problems.Refused(context, refusal),
            _ => Results.Ok(AttendeeView.Of(await db.Set<Attendee>().AsNoTracking().FirstAsync(one => one.Id == came.Id, stop), caller)),
        };
    }
}
