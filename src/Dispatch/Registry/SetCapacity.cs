using System.ComponentModel.DataAnnotations;
using Dispatch.Domain.Experts;
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

    /// <exception cref="BadInput">It is missing, or no number of seats.</exception>
    public int Said()
    {
        var check = new Check();
        var capacity = check.Within("capacity", Capacity, 1, SetCapacity.Most);
        check.Done();
        return capacity;
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

    /// <summary>Why an expert can't have it, who holds more seats.</summary>
    public static FieldError? WhyNot(Expert expert, int capacity) => capacity < expert.OpenSeats ? new FieldError("capacity", "CapacityBelowHeld", expert.OpenSeats) : null;

    private static Task<IResult> Set(string code, CapacityRequest? request, Caller caller, HttpContext context, ChangeExpert expert, CancellationToken stop)
    {
        var capacity = Check.Body(request).Said();
        return expert.Act(
            code,
            caller,
            context,
            (expert, _) =>
            {
                if (WhyNot(expert, capacity) is { } held) return Problems.Refused(context, Domain.Orders.Refusal.CapacityReached, Texts.In(Language.Of(context), held.Key, held.Values));
                expert.Capacity = capacity;
                return null;
            },
            stop);
    }
}
