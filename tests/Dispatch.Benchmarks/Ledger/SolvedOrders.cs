using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>Orders that come to their end by the product's own facts.</summary>
internal static class SolvedOrders
{
    private static readonly Actor Clerk = new(Role.Clerk, "王芳");
    private static readonly Actor Farmer = new(Role.Farmer, "13804780001");
    private static readonly IReadOnlyList<SkillLevel> Needed = [new SkillLevel(Skill.Veterinary, Level.Junior)];

    public static Order Written(string name, TrackingNumber number, DateTimeOffset at, int station) =>
        new Order(OrderId.For(name), number, at) { Difficulty = "葵花叶子发黄打蔫，地里好几亩都这样", FarmerName = "李秀英", FarmerPhone = Farmer.Name }
            .In(Countryside.TownOf(station), $"{Countryside.TownOf(station)}{station:D3}");

    /// <summary>From being written down, each to be taken before the next is asked for; answered from afar where there is no team.</summary>
    public static IEnumerable<Fact> Facts(Order order, int station, ExpertId[] team, DateTimeOffset at)
    {
        yield return new Triaged(Clerk, at, [.. Enumerable.Repeat(Needed, Math.Max(1, team.Length))], Countryside.Linhe) { Station = Countryside.StationOf(station) };
        if (team.Length == 0) yield return new Answered(Clerk, at, "浇水即可");
        foreach (var fact in Visits(order, team, at)) yield return fact;
    }

    /// <summary>From being closed.</summary>
    public static IEnumerable<Fact> OnceMore(Order order, ExpertId[] team, DateTimeOffset at)
    {
        yield return new Reopened(Farmer, at, "又犯了");
        if (team.Length == 0) yield return new Answered(Clerk, at, "浇水即可");
        foreach (var fact in Visits(order, team, at)) yield return fact;
    }

    private static IEnumerable<Fact> Visits(Order order, ExpertId[] team, DateTimeOffset at)
    {
        if (team.Length == 0) yield break;
        for (var n = 0; n < team.Length; n++) yield return new Assigned(Clerk, at, order.Seats[n].Number, team[n], "熟悉");
        foreach (var expert in team) yield return new Accepted(Actor.Expert(expert), at, expert);
        foreach (var expert in team) yield return new Reported(Actor.Expert(expert), at, expert);
        yield return new Confirmed(Farmer, at, Domain.Orders.Outcome.Solved) { VisitAgain = false };
    }
}
