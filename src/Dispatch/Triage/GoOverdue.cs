using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;

namespace Dispatch.Triage;

/// <summary>What has waited too long, an expert who did not come, a report that is missing: a clerk looks at it.</summary>
internal sealed class GoOverdue : Limit
{
    private static readonly Actor Engine = Actor.Engine("triage");

    public override IQueryable<OrderId> Passed(DispatchDb db, DateTimeOffset now) =>
        db.Set<Order>().Where(order => order.DueAt < now && order.State != State.Reported).OrderBy(order => order.DueAt).Select(order => order.Id);

    public override IEnumerable<Fact> Facts(Order order, DateTimeOffset now)
    {
        if (order.DueAt < now && order.State != State.Reported) yield return new WentOverdue(Engine, now);
    }
}
