using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using static Dispatch.Tests.Matching.District;

namespace Dispatch.Tests.Matching;

public sealed class HardRulesSpec
{
    private static readonly Expert Wang = Expert("wang");

    [Test]
    public void An_expert_who_passes_every_rule_may_go() => Assert.That(Why(Need(), Wang), Is.Null);

    [Test]
    public void Each_exclusion_has_its_rule_in_the_order_they_are_told() =>
        Assert.That(Rules.Hard.Select(rule => rule.Exclusion).Append(Exclusion.BeyondReach), Is.EqualTo(Enum.GetValues<Exclusion>()));

    [Test]
    public void Who_left_the_programme_is_not_asked() =>
        Assert.That(Why(Need(), Expert("wang", with: wang => wang.Active = false)), Is.EqualTo(Exclusion.Inactive));

    [Test]
    public void Every_skill_is_needed()
    {
        var need = Need() with { Skills = [Vet, new(Skill.Aquaculture, Level.Junior)] };
        Assert.That(Why(need, Wang), Is.EqualTo(Exclusion.LacksSkill));
        Assert.That(Why(need, Expert("wang", with: wang => wang.Skills.Add(new(Skill.Aquaculture, Level.Senior)))), Is.Null);
    }

    [TestCase(Level.Junior, null)]
    [TestCase(Level.Intermediate, null)]
    [TestCase(Level.Senior, Exclusion.LacksSkill)]
    public void A_skill_is_needed_at_its_level_or_better(Level level, Exclusion? why) =>
        Assert.That(Why(Need() with { Skills = [new(Skill.Veterinary, level)] }, Wang), Is.EqualTo(why));

    [TestCase(29.9, null)]
    [TestCase(30.1, Exclusion.BeyondRadius)]
    public void Nobody_is_sent_farther_than_they_go(double km, Exclusion? why) =>
        Assert.That(Why(Need(), Expert("wang", km, wang => wang.TravelRadiusKm = 30)), Is.EqualTo(why));

    [TestCase("mn", Exclusion.LanguageNotSpoken)]
    [TestCase("ZH", null)]
    public void The_language_asked_for_is_spoken(string language, Exclusion? why) =>
        Assert.That(Why(Need() with { Language = language }, Wang), Is.EqualTo(why));

    [Test]
    public void One_person_has_one_seat_of_an_order() =>
        Assert.That(Why(Need() with { AlreadyOnOrder = [Wang.Id] }, Wang), Is.EqualTo(Exclusion.AlreadyOnOrder));

    /// <summary>Promise 4. Seen red without the rule.</summary>
    [Test]
    public void Who_refused_an_order_is_not_asked_again() =>
        Assert.That(Why(Need() with { Refused = [Wang.Id] }, Wang), Is.EqualTo(Exclusion.HasRefused));

    [TestCase(2, Exclusion.AwayThatDay)]
    [TestCase(4, null)]
    public void Nobody_is_sent_on_a_plan_to_whose_day_they_are_on_leave(int day, Exclusion? why)
    {
        var away = Expert("wang", with: wang => wang.Leaves = [new Leave(Monday9.AddDays(1), Monday9.AddDays(3), "探亲")]);
        Assert.That(Why(Need() with { PlannedFor = Monday9.AddDays(day) }, away), Is.EqualTo(why));
        Assert.That(Why(Need(), away), Is.Null, "without a plan that leave is no matter");
    }

    [Test]
    public void A_visit_that_was_planned_with_another_is_not_given_away()
    {
        Assert.That(Why(Need() with { HeldFor = ExpertId.For("li") }, Wang), Is.EqualTo(Exclusion.PlannedWithAnother));
        Assert.That(Why(Need() with { HeldFor = Wang.Id }, Wang), Is.Null);
    }

    [TestCase(8, 14, Exclusion.OnLeave)]
    [TestCase(8, 12, null)]
    [TestCase(10, 14, null)]
    [TestCase(0, 8, null)]
    public void Who_is_on_leave_until_the_answer_is_due_is_not_asked(int fromHour, int toHour, Exclusion? why)
    {
        var leave = new Leave(Monday9.AddHours(fromHour - 9), Monday9.AddHours(toHour - 9), "病假");
        Assert.That(Why(Need(), Expert("wang", with: wang => wang.Leaves = [leave])), Is.EqualTo(why));
    }

    [TestCase("Mon 12:00-18:00", null)]
    [TestCase("Mon 13:00-18:00", Exclusion.OffDuty)]
    [TestCase("Mon 07:00-09:00", Exclusion.OffDuty)]
    [TestCase("Tue-Sun 08:00-18:00", Exclusion.OffDuty)]
    public void Who_is_not_on_duty_before_the_answer_is_due_is_not_asked(string hours, Exclusion? why) =>
        Assert.That(Why(Need(), Expert("wang", with: wang => wang.Hours = WeeklyHours.Parse(hours))), Is.EqualTo(why));

    [Test]
    public void Leave_through_hours_that_are_free_anyway_is_told_as_leave()
    {
        var away = Expert("wang", with: wang => (wang.Hours, wang.Leaves) = (WeeklyHours.Parse("Tue 08:00-18:00"), [new Leave(Monday9.AddDays(-3), Monday9.AddDays(7), "休假")]));
        Assert.That(Why(Need(), away), Is.EqualTo(Exclusion.OnLeave));
    }

    [TestCase(3, null)]
    [TestCase(4, Exclusion.Full)]
    [TestCase(5, Exclusion.Full)]
    public void Nobody_is_asked_beyond_their_capacity(int openSeats, Exclusion? why) =>
        Assert.That(Rules.Judge(Need(), Wang.Holding(openSeats), Scene([Wang.Holding(openSeats)]), out _), Is.EqualTo(why));

    [TestCase(39, 0, null)]
    [TestCase(41, 0, Exclusion.BeyondReach)]
    [TestCase(41, 2, null)]
    public void Too_dear_a_pair_waits_until_age_brings_it_into_reach(double km, int hoursWaited, Exclusion? why) =>
        Assert.That(Why(Need() with { QueuedSince = Monday9.AddHours(-hoursWaited) }, Expert("wang", km)), Is.EqualTo(why));

    [Test]
    public void An_urgent_need_is_always_within_reach() =>
        Assert.That(Why(Need() with { Urgency = Urgency.Urgent }, Expert("wang", 59)), Is.Null);

    [Test]
    public void So_is_one_that_was_planned() =>
        Assert.That(Why(Need() with { HeldFor = ExpertId.For("wang") }, Expert("wang", 59)), Is.Null);

    [Test]
    public void The_first_rule_that_fails_is_told() =>
        Assert.That(Why(Need() with { Language = "mn", Refused = [Wang.Id] }, Expert("wang", 61)), Is.EqualTo(Exclusion.BeyondRadius));

    private static Exclusion? Why(Need need, Expert expert) =>
        Rules.Judge(need, expert.Holding(0), Scene(new Weights { ScarcityKm = 0 }, expert.Holding(0)), out _);
}
