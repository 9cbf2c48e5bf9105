using System.ComponentModel.DataAnnotations;
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
}

/// <summary>Sets how many seats an expert may hold at once.</summary>
public static class SetCapacity
{
    /// <summary>So many open seats at the most an expert may hold.</summary>
    public const int Most = 50;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/experts/{code}/capacity", Set)
        .WithName("setCapacity").WithTags("Experts").WithSummary("Sets how many seats an expert may hold at once 接单上限")
        .Produces<ExpertView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Set(string code, CapacityRequest? request, Caller caller, HttpContext context, ChangeExpert expert, CancellationToken stop)
    {
        var check = new Check();
        var capacity = check.Within("capacity", Check.Body(request).Capacity, 1, Most);
        check.Done();
        return expert.Act(
            code,
            caller,
            context,
            (expert, _) =>
            {
                if (capacity < expert.OpenSeats)
                    return Problems.Refused(context, Refusal.CapacityReached, Texts.In(Language.Of(context), "CapacityBelowHeld", expert.OpenSeats));
                expert.Capacity = capacity;
                return null;
            },
            stop);
    }
}
