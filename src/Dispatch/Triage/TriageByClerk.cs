using System.ComponentModel.DataAnnotations;
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
    /// <summary>What each open seat needs: a list of skills ("PlantProtection:2") for each; six seats at most, a skill once in each. Empty drops the open seats of a team.</summary>
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

    /// <summary>BCP 47 code of the language to speak with the farmer.</summary>
    /// <example>zh</example>
    public string? Language { get; init; }

    /// <param name="known">The order, as it is now.</param>
    /// <param name="by">Who says it.</param>
    /// <param name="at">When.</param>
    /// <param name="db">Where villages and stations are.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="BadInput">Names every field that is wrong, or the village where nobody knows the place.</exception>
    public async Task<Triaged> Said(Order known, Actor by, DateTimeOffset at, DispatchDb db, CancellationToken stop)
    {
        var check = new Check();
        var seats = Seats is null ? Open(known) : check.Seats("seats", Seats);
        var urgency = check.Word<Urgency>("urgency", Urgency);
        var crop = check.Crop("crop", Crop);
        var language = check.Language("language", Language);
        var given = check.Place(Latitude, Longitude);
        var (town, village) = await check.Village(Town, Village, db, stop);
        // Else the village known before would be one of another town's.
        if (village is null && town is not null && known.VillageCode is not null && town.Code != known.TownCode) check.Fail("village", "Required");
        check.Done();
        var place = given ?? (village is null ? null : await FindVillage.PlaceOf(db, village, stop)) ?? known.Place ?? throw new BadInput("village", "Required");
        var moved = given is not null || town is not null;
        var station = moved ? await new FindStation(db).For(town?.Code ?? known.TownCode, village?.Code ?? known.VillageCode, place, stop) : null;
        return new Triaged(by, at, seats, place)
        {
            Urgency = urgency,
            Crop = crop,
            Language = language,
            TownCode = town?.Code ?? (known.TownCode is null ? station?.TownCode : null),
            VillageCode = village?.Code,
            Station = station?.Id,
        };
    }

    private static IReadOnlyList<IReadOnlyList<SkillLevel>> Open(Order order) =>
        [.. order.Seats.Where(seat => seat.State == SeatState.Open).OrderBy(seat => seat.Number).Select(seat => seat.Needs)];
}

/// <summary>A clerk says what the engine could not tell; the order goes (back) to matching.</summary>
internal static class TriageByClerk
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/triage", Triage)
        .WithName("triageOrder").ShowsPersonsOf("tracking").WithTags("Clerk").WithSummary("Say what is needed and where 分诊")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Triage([AsParameters] OrderAct act, [Required] TriageRequest? request, DispatchDb db)
    {
        var (by, body) = (act.By, Check.Body(request));
        if (await act.Book.Find(Check.Tracking(act.Tracking), act.Stop) is not { } known) return Problems.NotFound(act.Context);
        var fact = await body.Said(known, by, act.Now, db, act.Stop);
        return await act.Take((_, _) => fact);
    }
}
