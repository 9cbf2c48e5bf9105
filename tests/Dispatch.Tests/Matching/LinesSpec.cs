using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using FsCheck;
using static Dispatch.Tests.Matching.District;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Dispatch.Tests.Matching;

/// <summary>A neighbour who is full, which costs 36.25 km in line (a load of three in four, first place), and somebody free 38 km away.</summary>
public sealed class LinesSpec
{
    private static readonly Weights Patient = new() { LineKm = 100, PatienceHours = 24 };
    private static readonly Expert Neighbour = Expert("neighbour"), Far = Expert("far", 38);
    private static readonly Candidate[] FullAndFree = [Neighbour.Holding(4), Far.Holding(0)];

    [Test]
    public void A_seat_stands_in_line_for_somebody_better_who_is_full() => Assert.That(InLine(Need(), FullAndFree)?.Expert, Is.EqualTo(Neighbour.Id.Value));

    [Test]
    public void A_seat_goes_at_once_where_the_line_costs_more_than_somebody_free() => Assert.That(Served(Need(), Neighbour.Holding(4), Expert("nearer", 36).Holding(0)), Is.EqualTo("nearer"));

    [Test]
    public void Each_place_in_line_costs_more()
    {
        var plan = Batch.Assign([Need("A"), Need("B") with { QueuedSince = Monday9.AddHours(-1) }], Scene(Patient, FullAndFree));
        Assert.That(plan.Unserved.Select(one => (one.Need.Order, one.Why.InLine?.Place)), Is.EqualTo([(OrderId.For("B"), 1)]));
        Assert.That(plan.Assigned.Select(one => (one.Need.Order, one.Expert)), Is.EqualTo([(OrderId.For("A"), Far.Id)]));
    }

    [Test]
    public void An_urgent_seat_is_never_held() => Assert.That(Served(Need() with { Urgency = Urgency.Urgent }, FullAndFree), Is.EqualTo("far"));

    [TestCase(23.9, null)]
    [TestCase(24, "far")]
    public void Patience_ends(double hours, string? served) => Assert.That(Served(Need() with { QueuedSince = Monday9.AddHours(-hours) }, FullAndFree), Is.EqualTo(served));

    [Test]
    public void Without_patience_nobody_stands_in_line() => Assert.That(Served(Patient with { PatienceHours = 0 }, Need(), FullAndFree), Is.EqualTo("far"));

    [Test]
    public void A_visit_on_a_plan_waits_for_its_expert_as_without_lines()
    {
        var why = Batch.Assign([Need() with { HeldFor = Neighbour.Id }], Scene(Patient, FullAndFree)).Unserved.Single().Why;
        Assert.That((why.Code, why.InLine), Is.EqualTo((NoAnswerCode.AllFull, (InLine?)null)));
    }

    [Test]
    public void A_seat_that_nobody_in_reach_is_free_for_is_told_so_as_without_lines()
    {
        var why = Batch.Assign([Need()], Scene(Patient, Neighbour.Holding(4), Expert("at50", 50).Holding(0))).Unserved.Single().Why;
        Assert.That((why.Code, why.InLine), Is.EqualTo((NoAnswerCode.BeyondReach, (InLine?)null)));
    }

    [Test]
    public void In_a_line_the_older_goes_first()
    {
        // With 38 km to the other expert both want the last seat of the neighbour.
        var plan = Batch.Assign([Need("new"), Need("old") with { QueuedSince = Monday9.AddHours(-1) }], Scene(Patient, Neighbour.Holding(3), Far.Holding(0)));
        Assert.That(plan.Assigned.Select(one => (one.Need.Order, one.Expert)), Is.EqualTo([(OrderId.For("old"), Neighbour.Id)]));
        Assert.That(plan.Unserved.Single().Why.InLine, Has.Property(nameof(Domain.Matching.InLine.Place)).EqualTo(1));
    }

    [Test]
    public void It_is_told_for_whom_and_until_when_and_the_parts_sum_to_the_cost()
    {
        var need = Need() with { QueuedSince = Monday9.AddHours(-2), Place = North(-1) };
        var why = Batch.Assign([need], Scene(Patient, FullAndFree)).Unserved.Single().Why;
        Assert.That((why.Code, why.Lasting, why.InLine!.Until), Is.EqualTo((NoAnswerCode.InLine, false, need.QueuedSince.AddHours(24))));
        Assert.That(why.Full, Is.EqualTo([Neighbour.Id.Value]));
        Assert.That(why.InLine.Parts, Is.EqualTo([new CostPart("distance", 1), new CostPart("load", 11.25m), new CostPart("waiting", -2), new CostPart("line", 25)]));
        Assert.That(why.InLine.CostKm, Is.EqualTo(35.25m));
    }

    /// <summary>Promise 5 with lines.</summary>
    [Property(MaxTest = 300, Replay = "20261126,11")]
    public void Nobody_stands_in_line_at_a_higher_cost_than_an_expert_who_goes_to_a_newer_equal_one(DoNotSize<int> seed)
    {
        var (scene, needs, plan) = Crowded(seed.Item);
        foreach (var (need, why) in plan.Unserved)
            foreach (var newer in plan.Assigned.Where(one => one.Need.Urgency == need.Urgency && one.Need.QueuedSince > need.QueuedSince && one.Need.Skills.SequenceEqual(need.Skills)))
                if (Cost(need, newer.Expert, plan, scene) is { } costKm)
                    Assert.That(why.InLine?.CostKm, Is.Not.Null.And.LessThan(costKm), $"{need.Order} and {newer.Need.Order} of {needs.Count}");
    }

    [Property(MaxTest = 300, Replay = "20261126,13")]
    public void Nobody_newer_goes_to_the_expert_somebody_stands_in_line_for(DoNotSize<int> seed)
    {
        var (scene, needs, plan) = Crowded(seed.Item);
        var priority = Batch.ByPriority(needs, scene.Weights).Select(need => (need.Order, need.Seat)).Index().ToDictionary(one => one.Item, one => one.Index);
        foreach (var (need, why) in plan.Unserved.Where(one => one.Why.InLine is not null))
            foreach (var other in plan.Assigned.Where(one => one.Expert.Value == why.InLine!.Expert && Cost(need, one.Expert, plan, scene) is not null))
                Assert.That(priority[(other.Need.Order, other.Need.Seat)], Is.LessThan(priority[(need.Order, need.Seat)]));
    }

    [Property(MaxTest = 300, Replay = "20261126,15")]
    public void Those_who_do_not_stand_in_line_are_matched_as_if_they_were_alone(DoNotSize<int> seed)
    {
        var (scene, _, plan) = Crowded(seed.Item);
        var going = plan.Assigned.Select(one => one.Need).Concat(plan.Unserved.Where(one => one.Why.InLine is null).Select(one => one.Need));
        var (served, costKm) = (Batch.Assign(going, Scene(scene.Weights with { PatienceHours = 0 }, scene.Roster)), plan.CostKm);
        Assert.That((served.Assigned.Count, served.CostKm), Is.EqualTo((plan.Assigned.Count, costKm)));
    }

    [Property(MaxTest = 100, Replay = "20261126,17")]
    public void The_order_in_which_seats_and_experts_are_listed_changes_nothing(DoNotSize<int> seed)
    {
        var (scene, needs, plan) = Crowded(seed.Item);
        var random = new RandomDistrict(seed.Item);
        var again = Batch.Assign(random.Shuffled(needs), Scene(scene.Weights, random.Shuffled(scene.Roster.Candidates.ToArray())));
        Assert.That(again.Assigned.Select(one => (one.Need.Order, one.Need.Seat, one.Expert)), Is.EqualTo(plan.Assigned.Select(one => (one.Need.Order, one.Need.Seat, one.Expert))));
        Assert.That(again.Unserved.Select(one => (one.Need.Order, one.Why.InLine?.Expert, one.Why.InLine?.Place)), Is.EqualTo(plan.Unserved.Select(one => (one.Need.Order, one.Why.InLine?.Expert, one.Why.InLine?.Place))));
    }

    /// <summary>What the expert, of whom no seat of the order has another, costs the seat now; null when they can't have it.</summary>
    private static decimal? Cost(Need need, ExpertId expert, Plan plan, Scene scene) =>
        plan.Assigned.Any(one => one.Expert == expert && one.Need.Order == need.Order) || Rules.Judge(need, scene.Roster.Find(expert)!.Value, scene, out var costM) is not null ? null : costM / 1000m;

    private static (Scene Scene, List<Need> Needs, Plan Plan) Crowded(int seed)
    {
        var random = new RandomDistrict(seed);
        var scene = Scene(new Weights { ReachKm = Weights.Most, LineKm = 30, PatienceHours = 24 }, random.Scene(experts: 8).Roster);
        var needs = random.Needs(20);
        return (scene, needs, Batch.Assign(needs, scene));
    }

    private static InLine? InLine(Need need, params Candidate[] candidates) => Batch.Assign([need], Scene(Patient, candidates)).Unserved.SingleOrDefault()?.Why.InLine;

    private static string? Served(Need need, params Candidate[] candidates) => Served(Patient, need, candidates);

    private static string? Served(Weights weights, Need need, params Candidate[] candidates)
    {
        var scene = Scene(weights, candidates);
        return Batch.Assign([need], scene).Assigned.SingleOrDefault() is { } one ? scene.Roster.Find(one.Expert)!.Value.Expert.Code : null;
    }
}
