using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Triage;

/// <summary>Finds out which skill a new order needs and which station it belongs to; what it can't tell, a clerk is asked.</summary>
public sealed class TriageOrder(DispatchDb db, OrderBook book, TimeProvider clock) : IConsumer<OrderSubmitted>
{
    private static readonly Actor Engine = Actor.Engine("triage");

    public Task Consume(ConsumeContext<OrderSubmitted> context) =>
        db.Once(context, nameof(TriageOrder), clock.GetUtcNow(), async () =>
        {
            var order = await book.Find(new OrderId(context.Message.OrderId), context.CancellationToken)
                ?? throw new InvalidOperationException($"Order {context.Message.OrderId} was announced and is not there.");
            book.Take(order, await Decide(order, context.CancellationToken));
        });

    private async Task<Fact> Decide(Order order, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var reading = Lexicon.Read(order.Difficulty);
        var station = await FindStation.For(db, order.TownCode, order.VillageCode, order.Place, stop);
        var seats = await Needed(order, reading, stop);
        var found = string.Join(' ', reading.Found);
        FoundOut fact =
            order.Place is not { } place ? new Unclear(Engine, now, ClerkReason.PlaceUnclear, $"{order.Whereabouts} {found}".Trim()) { Seats = seats }
            : seats.Count == 0 ? new Unclear(Engine, now, ClerkReason.SkillUnclear, found)
            : new Triaged(Engine, now, seats, place);
        return fact with
        {
            Urgency = order.Urgency == Urgency.Normal ? reading.Urgency : order.Urgency,
            Crop = order.Crop ?? reading.Crop,
            Station = station?.Id,
            TownCode = order.TownCode ?? station?.TownCode,
        };
    }

    /// <summary>The skills that were given; else those the words tell; for a planned visit, else the expert's own.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<SkillLevel>>> Needed(Order order, Reading reading, CancellationToken stop)
    {
        if (order.Asked.Count > 0) return order.Asked;
        if (reading.Skill is { } skill) return [[new SkillLevel(skill, Level.Junior)]];
        if (order.Mode != Mode.Planned) return [];
        var expert = await db.Set<Expert>().AsNoTracking().FirstAsync(expert => expert.Id == order.AskedFor, stop);
        return [[new SkillLevel(expert.Skills[0].Skill, Level.Junior)]];
    }
}

/// <summary>Which station an order belongs to.</summary>
internal static class FindStation
{
    private static readonly Compiled<Func<DispatchDb, string?, IAsyncEnumerable<Station>>> Of = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, string? town) => db.Set<Station>().AsNoTracking().Where(station => town == null || station.TownCode == town)));

    /// <summary>
    /// The nearest of those that cover the village; else the nearest of the town; where only the place is known, the nearest of
    /// all. Null where the town has none, or nothing is known.
    /// </summary>
    public static async Task<Station?> For(DispatchDb db, string? town, string? village, Place? place, CancellationToken stop)
    {
        if (town is null && place is null) return null;
        var stations = await Of.On(db)(db, town).ToListAsync(stop);
        return stations
            .OrderByDescending(station => village is not null && station.Territory.Contains(village))
            .ThenBy(station => place?.KmTo(station.Place) ?? 0)
            .ThenBy(station => station.Code, StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
