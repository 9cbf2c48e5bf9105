using System.ComponentModel.DataAnnotations;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Registry;

/// <summary>How many seats an expert may hold at once.</summary>
public sealed record CapacityRequest
{
    /// <summary>From 1 to 50; not fewer than are held now.</summary>
    /// <example>3</example>
    [Required]
    public int? Capacity { get; init; }

    /// <exception cref="BadInput">It is missing, or nobody can hold so many.</exception>
    public Func<Expert, DateTimeOffset, Changed> Said()
    {
        var check = new Check();
        var capacity = check.Within("capacity", Capacity, 1, SetCapacity.Most);
        check.Done();
        return (expert, _) =>
        {
            if (capacity < expert.OpenSeats) return new Changed(expert, Refusal.CapacityReached);
            expert.Capacity = capacity;
            return new Changed(expert);
        };
    }
}

/// <summary>Sets how many seats an expert may hold at once.</summary>
public static class SetCapacity
{
    /// <summary>So many open seats at the most an expert may hold.</summary>
    public const int Most = 50;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/experts/{code}/capacity", Set)
        .WithName("setCapacity").WithTags("Experts").WithSummary("Sets how many seats an expert may hold at once 接单上限")
        .Produces<ExpertView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Set(string code, CapacityRequest? request, Caller caller, HttpContext context, ChangeExpert expert, CancellationToken stop) =>
        expert.Act(code, caller, context, Check.Body(request).Said(), stop);
}
