using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Watching;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Triage;

/// <summary>Finds out which skill a new order needs and which station it belongs to; what it can't tell, a clerk is asked.</summary>
public sealed class TriageOrder(Together<TriageOrders, OrderSubmitted> together) : IConsumer<OrderSubmitted>
{
    public Task Consume(ConsumeContext<OrderSubmitted> context) => together.Handle(context);
}

/// <summary>Does so for all that are at hand.</summary>
public sealed class TriageOrders(DispatchDb db, OrderBook book, TimeProvider clock) : IHandleTogether<OrderSubmitted>
{
    private static readonly Actor Engine = Actor.Engine("triage");
    private readonly FindStation stations = new(db);

    public static string Consumer => nameof(TriageOrder);

    public async Task Handle(IReadOnlyList<Came<OrderSubmitted>> messages, DateTimeOffset now, CancellationToken stop)
    {
        var orders = await book.FindAlone(messages.Select(came => new OrderId(came.Message.OrderId)), stop);
        await stations.Look(orders.Values.Select(order => order.TownCode).OfType<string>(), stop);
        foreach (var (came, order) in messages.Select(came => (Came: came, Order: Found(came))).Where(one => one.Order.State == State.Submitted).OrderBy(one => one.Order.SubmittedAt))
        {
            // Each its own moment: who came first waits since before the others.
            var fact = await Decide(order, clock.GetUtcNow(), stop);
            came.Flow.Do(() => book.Take(OrderInHand.Is(order)!, fact));
        }

        Order Found(Came<OrderSubmitted> came) => orders.GetValueOrDefault(new OrderId(came.Message.OrderId)) ?? throw new InvalidOperationException($"Order {came.Message.OrderId} was announced and is not there.");
    }

    private async Task<Fact> Decide(Order order, DateTimeOffset now, CancellationToken stop)
    {
        var reading = Lexicon.Read(order.Difficulty);
        var station = await stations.For(order.TownCode, order.VillageCode, order.Place, stop);
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
