using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;

namespace Dispatch.Matching;

/// <summary>Visits on a plan are held for the expert they were planned with: the first of an order's seats which that expert may have.</summary>
internal static class Plans
{
    public static IEnumerable<Need> Hold(IReadOnlyList<Need> needs, Dictionary<OrderId, Order> orders, Scene scene)
    {
        var held = needs.Where(need => HolderOf(need, orders[need.Order], scene) is not null)
            .GroupBy(need => need.Order).Select(seats => seats.MinBy(seat => seat.Seat)!).ToHashSet();
        return needs.Select(need => held.Contains(need) ? need with { HeldFor = need.AskedFor } : need);
    }

    /// <summary>
    /// Who the seat waits for or goes to because it was planned so; nobody when the costs decide: that expert
    /// has refused, or a lasting rule excludes them.
    /// </summary>
    public static ExpertId? HolderOf(Need need, Order order, Scene scene) =>
        order.Mode == Mode.Planned && need.AskedFor is { } one && Matcher.WhyNot(need, one, scene) is null or >= Exclusion.OnLeave ? need.AskedFor : null;
}
