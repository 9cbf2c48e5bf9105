using System.ComponentModel.DataAnnotations;
using Dispatch.Domain.Experts;
using Dispatch.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Registry;

/// <summary>When an expert is on duty in an ordinary week.</summary>
public sealed record HoursRequest
{
    /// <summary>Days and times, in the district's time zone; in English or Chinese (周一至周五 08:00-18:00).</summary>
    /// <example>Mon-Fri 08:00-12:00,14:00-18:00; Sat 09:00-12:00</example>
    [Required]
    public string? Hours { get; init; }

    /// <exception cref="BadInput">They are no weekly hours.</exception>
    public Func<Expert, DateTimeOffset, Changed> Said()
    {
        var check = new Check();
        var hours = RowWords.Hours(check, "hours", Hours);
        check.Done();
        return (expert, _) =>
        {
            expert.Hours = hours!;
            return new Changed(expert);
        };
    }
}

/// <summary>Sets an expert's weekly hours.</summary>
public static class SetHours
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/experts/{code}/hours", Set)
        .WithName("setHours").WithTags("Experts").WithSummary("Sets an expert's weekly hours 服务时间")
        .Produces<ExpertView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> Set(string code, HoursRequest? request, Caller caller, HttpContext context, ChangeExpert expert, CancellationToken stop) =>
        expert.Act(code, caller, context, Check.Body(request).Said(), stop);
}
