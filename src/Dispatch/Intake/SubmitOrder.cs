using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Intake;

/// <summary>A farmer's difficulty, as it is told. Name, phone and the difficulty suffice; the rest helps.</summary>
public sealed record OrderRequest
{
    /// <summary>The farmer's name.</summary>
    /// <example>李秀英</example>
    [Required]
    public string? FarmerName { get; init; }

    /// <summary>Mobile or landline.</summary>
    /// <example>13804780001</example>
    [Required]
    public string? FarmerPhone { get; init; }

    /// <summary>What is wrong, in the farmer's own words; up to 2,000 characters.</summary>
    /// <example>葵花叶子发黄打蔫，地里好几亩都这样</example>
    [Required]
    public string? Difficulty { get; init; }

    /// <summary>Name or nine-digit code of the town.</summary>
    /// <example>狼山镇</example>
    public string? Town { get; init; }

    /// <summary>Name or twelve-digit code of the village; a short name that several towns have needs the town.</summary>
    /// <example>富强村</example>
    public string? Village { get; init; }

    /// <summary>How to find the field.</summary>
    /// <example>村委会往北两里</example>
    public string? Whereabouts { get; init; }

    /// <summary>Degrees, WGS 84; with the longitude.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees, WGS 84.</summary>
    public double? Longitude { get; init; }

    /// <summary>Crop or animal, if known.</summary>
    /// <example>sunflower</example>
    public string? Crop { get; init; }

    /// <summary>Low, Normal or Urgent.</summary>
    /// <example>Normal</example>
    public string? Urgency { get; init; }

    /// <summary>Phone, WalkIn, Web, Sms, Api or Visit.</summary>
    /// <example>Phone</example>
    public string? Channel { get; init; }

    /// <summary>BCP 47 code of the language to speak with the farmer.</summary>
    /// <example>zh</example>
    public string? Language { get; init; }

    /// <summary>What each seat needs, if known: a list of skills ("PlantProtection:2") for each seat. Two lists or more make a team, six at most; a list names a skill once.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Seats { get; init; }

    /// <summary>Code of the expert the farmer would like, or who is sent on a plan.</summary>
    public string? AskedFor { get; init; }

    /// <summary>For a visit on a plan: when.</summary>
    public DateTimeOffset? PlannedFor { get; init; }

    /// <summary>SHA-256 of photos uploaded before; up to five.</summary>
    public IReadOnlyList<string>? Photos { get; init; }
}

/// <summary>The number to keep.</summary>
public sealed record OrderTaken(string Tracking, Guid Id);

/// <summary>Writes an order down. From here on it is never lost.</summary>
public static class SubmitOrder
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders", Submit)
        .WithName("submitOrder").WithTags("Orders").WithSummary("A farmer orders help 点单")
        .WithMetadata(new ComesInARushAttribute())
        .Produces<OrderTaken>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);

    /// <summary>The one way in for whoever sends an order: it is read, and written down once, however often it is sent.</summary>
    /// <returns>The order; and whether it is what this request asks for, or was there before and asks for something else.</returns>
    /// <exception cref="BadInput">Names every field that is wrong.</exception>
    /// <exception cref="TooOften">A farmer has filed as many with this phone as are taken in a day.</exception>
    public static async Task<(Order Order, bool IsAsAsked)> Take(OrderRequest request, OrderId id, Actor by, Filings filings, DispatchDb db, DateTimeOffset now, CancellationToken stop)
    {
        var draft = await ReadOrder.Read(request, db, now, stop);
        // Who writes has a connection of their own; waiting for that with one in hand could use all up.
        await db.Database.CloseConnectionAsync();
        var order = await filings.Write(draft.Written, id, by, stop);
        return (order, AsksTheSame(order, draft.Written(order.Id, order.Tracking)));
    }

    /// <summary>Whether an order that is there asks for what this one does, in all that never changes.</summary>
    private static bool AsksTheSame(Order known, Order order) =>
        (known.FarmerName, known.FarmerPhone, known.Difficulty, known.Language) == (order.FarmerName, order.FarmerPhone, order.Difficulty, order.Language)
        && (known.VillageCode, known.Whereabouts, known.Channel) == (order.VillageCode, order.Whereabouts, order.Channel)
        && (known.AskedFor, known.PlannedFor) == (order.AskedFor, order.PlannedFor)
        && known.Photos.SequenceEqual(order.Photos)
        && known.Asked.SelectMany((needs, seat) => needs.Select(need => (seat, need))).SequenceEqual(order.Asked.SelectMany((needs, seat) => needs.Select(need => (seat, need))));

    private static async Task<IResult> Submit(OrderRequest? request, Caller caller, HttpContext context, Filings filings, DispatchDb db, TimeProvider clock, CancellationToken stop)
    {
        var (order, isAsAsked) = await Take(Check.Body(request), OrderId.For(IdempotencyKey.Of(context, caller.Actor)), caller.Actor, filings, db, clock.GetUtcNow(), stop);
        if (!isAsAsked) return Problems.KeyReused(context);
        return Results.Created($"/api/v1/orders/{order.Tracking}", new OrderTaken(order.Tracking.Value, order.Id.Value));
    }
}
