using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Offering;

/// <summary>The expert had taken the seat and can't come; it is matched again.</summary>
internal static class HandBack
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/hand-back", Give)
        .WithName("handBack").ShowsPersonsOf("tracking").WithTags("Expert").WithSummary("Give a seat back 退单")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Give([AsParameters] OrderAct act, DeclineRequest? request)
    {
        var fact = (request ?? new DeclineRequest()).HandBack(act.By, act.Caller.Expert, act.Now);
        return act.Take((_, _) => fact);
    }
}

/// <summary>Leave and illness hand seats back to matching, and do nothing else: what leave keeps the expert from answering or reaching in time is withdrawn.</summary>
public sealed class WithdrawOnLeave(DispatchDb db, OrderBook book, TimeProvider clock) : IConsumer<ExpertChanged>
{
    private static readonly Actor Engine = Actor.Engine("offering");

    public Task Consume(ConsumeContext<ExpertChanged> context) =>
        db.Once(context, nameof(WithdrawOnLeave), clock.GetUtcNow(), async () =>
        {
            var id = new ExpertId(context.Message.ExpertId);
            if (await db.Set<Expert>().AsNoTracking().FirstOrDefaultAsync(expert => expert.Id == id) is not { } expert) return;
            foreach (var order in await Held(id, context.CancellationToken))
                if (!CanStill(expert, order.SeatOf(id)!, order.PlannedFor))
                    book.Take(order, new Withdrawn(Engine, clock.GetUtcNow(), id, Why(expert)));
        });

    private Task<List<Order>> Held(ExpertId expert, CancellationToken stop) =>
        db.Set<Order>()
            .Where(order => order.Seats.Any(seat => seat.Expert == expert && (seat.State == SeatState.Offered || seat.State == SeatState.Accepted)))
            .OrderBy(order => order.SubmittedAt).ToListAsync(stop);

    private bool CanStill(Expert expert, Seat seat, DateTimeOffset? plannedFor)
    {
        if ((seat.ComesAt ?? plannedFor) is { } comes && expert.OnLeave(comes)) return false;
        var until = seat.State == SeatState.Offered ? seat.AnswerBy!.Value : seat.VisitBy!.Value;
        return expert.Active && !Away(expert, clock.GetUtcNow(), until, book.Limits.FieldHours.Zone);
    }

    /// <summary>Leave takes every hour of duty until then, or holds at both ends. Who is late, or off duty by the weekly hours, is not away.</summary>
    private static bool Away(Expert expert, DateTimeOffset now, DateTimeOffset until, TimeZoneInfo zone)
    {
        if (until < now) until = now;
        if (expert.DutyWithin(now, until, zone) is not null) return false;
        return expert.Hours.FirstWithin(now, until, zone) is not null || (expert.OnLeave(now) && expert.OnLeave(until));
    }

    private string Why(Expert expert) => expert.Leaves.Find(leave => leave.To > clock.GetUtcNow())?.Why ?? "";
}
