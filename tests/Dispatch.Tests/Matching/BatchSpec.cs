using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using FsCheck;
using static Dispatch.Tests.Matching.District;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Dispatch.Tests.Matching;

public sealed class BatchSpec
{
    [Property(MaxTest = 400, Replay = "20260302,11")]
    public void It_serves_whom_trying_everything_serves_at_the_same_cost(DoNotSize<int> seed)
    {
        var random = new RandomDistrict(seed.Item);
        var (scene, needs) = (random.Scene(experts: 4), random.Needs(4));
        var (served, costKm) = new EveryWay(needs, scene).Best();
        var plan = Batch.Assign(needs, scene);
        Assert.That(plan.Assigned.Select(one => (one.Need.Order, one.Need.Seat)), Is.EqualTo(served.Select(need => (need.Order, need.Seat))));
        Assert.That(plan.CostKm, Is.EqualTo(costKm));
    }

    [Property(MaxTest = 200, Replay = "20260302,13")]
    public void Nobody_gets_more_than_they_may(DoNotSize<int> seed)
    {
        var random = new RandomDistrict(seed.Item);
        var scene = random.Scene(experts: 10);
        var plan = Batch.Assign(random.Needs(30), scene);
        foreach (var expert in plan.Assigned.GroupBy(one => one.Expert))
        {
            var candidate = scene.Roster.Find(expert.Key)!.Value;
            Assert.That(expert.Count(), Is.LessThanOrEqualTo(candidate.FreeSeats));
            Assert.That(expert.Select(one => one.Need.Order), Is.Unique, "two seats of one order");
            Assert.That(expert.Select(one => Rules.Judge(one.Need, candidate, scene, out _)), Has.All.Null);
        }
    }

    [Property(MaxTest = 100, Replay = "20260302,15")]
    public void The_order_in_which_seats_and_experts_are_listed_changes_nothing(DoNotSize<int> seed)
    {
        var random = new RandomDistrict(seed.Item);
        var (scene, needs) = (random.Scene(experts: 10), random.Needs(20));
        var shuffled = Scene(scene.Weights, random.Shuffled(scene.Roster.Candidates.ToArray()));
        Assert.That(Outcome(Batch.Assign(random.Shuffled(needs), shuffled)), Is.EqualTo(Outcome(Batch.Assign(needs, scene))));
    }

    /// <summary>Promise 5: the oldest waiting order an expert qualifies for is not overtaken by a newer equal one. Seen red with the newest served first.</summary>
    [Property(MaxTest = 200, Replay = "20260302,17")]
    public void No_seat_goes_without_while_an_expert_it_may_have_serves_a_later_one(DoNotSize<int> seed)
    {
        var random = new RandomDistrict(seed.Item);
        var (scene, needs) = (random.Scene(experts: 10), random.Needs(40));
        var plan = Batch.Assign(needs, scene);
        foreach (var left in plan.Unserved.Select(one => one.Need))
            foreach (var expert in plan.Assigned.GroupBy(one => one.Expert))
                if (Rules.Judge(left, scene.Roster.Find(expert.Key)!.Value, scene, out _) is null && expert.All(one => one.Need.Order != left.Order))
                    Assert.That(expert.Where(one => one.Need.Urgency == left.Urgency).Select(one => one.Need.QueuedSince), Has.All.LessThanOrEqualTo(left.QueuedSince));
    }

    [Property(MaxTest = 200, Replay = "20260302,19")]
    public void A_seat_alone_gets_whom_it_would_get_without_a_batch(DoNotSize<int> seed)
    {
        var random = new RandomDistrict(seed.Item);
        var (scene, need) = (random.Scene(experts: 15), random.Needs(1)[0]);
        Assert.That(Batch.Assign([need], scene).Assigned.SingleOrDefault()?.Expert, Is.EqualTo(Matcher.Best(need, scene)?.Id));
    }

    [TestCase(Urgency.Urgent, 23, "urgent")]
    [TestCase(Urgency.Urgent, 25, "old")]
    [TestCase(Urgency.Normal, 1, "old")]
    public void Urgency_counts_as_a_day_of_age(Urgency urgency, int hoursOlder, string first)
    {
        var old = Need("old") with { QueuedSince = Monday9.AddHours(-hoursOlder) };
        Assert.That(Batch.ByPriority([Need("urgent") with { Urgency = urgency }, old], new Weights())[0].Order, Is.EqualTo(OrderId.For(first)));
    }

    [TestCase(23, "normal")]
    [TestCase(25, "low")]
    public void What_can_wait_counts_a_day_younger(int hoursOlder, string first)
    {
        var low = Need("low") with { Urgency = Urgency.Low, QueuedSince = Monday9.AddHours(-hoursOlder) };
        Assert.That(Batch.ByPriority([Need("normal"), low], new Weights())[0].Order, Is.EqualTo(OrderId.For(first)));
    }

    [Test]
    public void Three_callers_at_one_place_are_shared_by_three_neighbours()
    {
        Candidate[] neighbours = [.. Enumerable.Range(0, 3).Select(n => Expert($"n{n}", n).Holding(0))];
        var plan = Batch.Assign([Need("A"), Need("B"), Need("C")], Scene(neighbours));
        Assert.That(plan.Assigned.Select(one => one.Expert), Is.Unique);
    }

    [Test]
    public void Who_goes_without_is_told_that_others_came_first()
    {
        var only = Expert("wang", with: wang => wang.Capacity = 1);
        var plan = Batch.Assign([Need("new"), Need("old") with { QueuedSince = Monday9.AddHours(-1) }], Scene(only));
        Assert.That(plan.Assigned.Select(one => one.Need.Order), Is.EqualTo([OrderId.For("old")]));
        Assert.That((plan.Unserved[0].Why.Code, plan.Unserved[0].Why.Lasting), Is.EqualTo((NoAnswerCode.ServedOthersFirst, false)));
        Assert.That(plan.Unserved[0].Why.Full, Is.EqualTo([only.Id.Value]));
    }

    [Test]
    public void Who_lists_a_skill_twice_is_asked_once()
    {
        var wang = Expert("wang", with: wang => wang.Skills = [Vet, Vet]);
        Assert.That(Batch.Assign([Need()], Scene(wang)).Assigned.Select(one => one.Expert), Is.EqualTo([wang.Id]));
    }

    [Test]
    public void A_seat_listed_twice_is_refused() =>
        Assert.That(() => Batch.Assign([Need(), Need()], Scene(Expert("wang"))), Throws.ArgumentException);

    private static List<(OrderId, int, ExpertId?)> Outcome(Plan plan) =>
        [.. plan.Assigned.Select(one => (one.Need.Order, one.Need.Seat, (ExpertId?)one.Expert)), .. plan.Unserved.Select(one => (one.Need.Order, one.Need.Seat, (ExpertId?)null))];
}
