using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;

namespace Dispatch.Matching;

/// <summary>Visits on a plan go to the expert they were planned with, one seat of each; everything else is one batch.</summary>
internal static class Plans
{
    public static Plan Make(IReadOnlyList<Need> needs, Dictionary<OrderId, Order> orders, Scene scene)
    {
        var planned = Batch.ByPriority(needs, scene.Weights).Where(need => StaysWithItsExpert(need, orders[need.Order], scene)).DistinctBy(need => need.Order).ToList();
        var (assigned, unserved) = (new List<Assignment>(), new List<Unserved>());
        foreach (var need in planned)
        {
            if (Why(need, scene, out var costM) is null or Exclusion.BeyondReach)
            {
                assigned.Add(new Assignment(need, need.AskedFor!.Value, costM / 1000m));
                scene = With(scene, need.AskedFor.Value);
            }
            else unserved.Add(new Unserved(need, WhyNobody.For(need, scene)));
        }
        var batch = Batch.Assign(needs.Except(planned).Select(need => Beside(need, assigned)), scene);
        return new Plan([.. assigned, .. batch.Assigned], [.. unserved, .. batch.Unserved], batch.CostKm);
    }

    /// <summary>Who the seat waits for or goes to because it was planned so, and why; nothing when the costs decide.</summary>
    public static (ExpertId? Expert, Choice? Because) HolderOf(Need need, Order order, Scene scene) =>
        StaysWithItsExpert(need, order, scene) ? (need.AskedFor, Choice.Planned) : default;

    /// <summary>Unless that expert has refused, or a lasting rule excludes them.</summary>
    private static bool StaysWithItsExpert(Need need, Order order, Scene scene) =>
        order.Mode == Mode.Planned && need.AskedFor is not null && Why(need, scene, out _) is null or >= Exclusion.OnLeave;

    private static Exclusion? Why(Need need, Scene scene, out long costM)
    {
        costM = 0;
        return scene.Roster.Find(need.AskedFor!.Value) is { } candidate ? Rules.Judge(need, candidate, scene, out costM) : Exclusion.Inactive;
    }

    /// <summary>The scene once this expert has one seat more.</summary>
    private static Scene With(Scene scene, ExpertId expert) => new(scene.Now, scene.Zone, scene.Weights, new Roster(
        scene.Roster.Candidates.ToArray().Select(one => one.Expert.Id == expert ? one with { OpenSeats = one.OpenSeats + 1 } : one)));

    /// <summary>The other seats of a planned team are for others.</summary>
    private static Need Beside(Need need, List<Assignment> planned) =>
        planned.Find(one => one.Need.Order == need.Order) is { } given ? need with { AlreadyOnOrder = need.AlreadyOnOrder.Append(given.Expert).ToHashSet() } : need;
}
