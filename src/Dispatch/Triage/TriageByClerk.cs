using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Triage;

/// <summary>What a clerk has found out. Left out stays as it is.</summary>
public sealed record TriageRequest
{
    /// <summary>What each open seat needs: a list of skills ("PlantProtection:2") for each. Empty drops the open seats of a team.</summary>
    /// <example>[["PlantProtection:2"]]</example>
    public IReadOnlyList<IReadOnlyList<string>>? Seats { get; init; }

    /// <example>Normal</example>
    public string? Urgency { get; init; }

    /// <example>sunflower</example>
    public string? Crop { get; init; }

    /// <example>狼山镇</example>
    public string? Town { get; init; }

    /// <example>富强村</example>
    public string? Village { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }
}

/// <summary>A clerk says what the engine could not tell; the order goes (back) to matching.</summary>
internal static class TriageByClerk
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/triage", Triage)
        .WithName("triageOrder").WithTags("Clerk").WithSummary("Say what is needed and where 分诊")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Triage([AsParameters] OrderAct act, TriageRequest? request, DispatchDb db)
    {
        var by = act.Caller.As(Role.Clerk, Role.Desk);
        var body = Check.Body(request);
        if (await act.Book.Find(Check.Tracking(act.Tracking), act.Stop) is not { } known) return Problems.NotFound(act.Context);
        var check = new Check();
        var seats = check.Seats("seats", body.Seats);
        var urgency = check.Word<Urgency>("urgency", body.Urgency);
        var crop = check.Optional("crop", body.Crop, 50);
        var place = check.Place("latitude", body.Latitude, body.Longitude) ?? await PlaceOf(check, body, db, act.Stop) ?? known.Place;
        if (place is null) check.Fail("village", "Required");
        check.Done();
        return await act.Take((order, now) => new Triaged(by, now, seats, place!.Value) { Urgency = urgency, Crop = crop });
    }

    private static async Task<Place?> PlaceOf(Check check, TriageRequest request, DispatchDb db, CancellationToken stop)
    {
        if (check.Optional("village", request.Village, 50) is not { } name) return null;
        var (village, error) = await FindVillage.Find(db, check.Optional("town", request.Town, 50), name, stop);
        if (error is not null) check.Fail(error.Field, error.Key, error.Values);
        return village is null ? null : await FindVillage.PlaceOf(db, village, stop);
    }
}
