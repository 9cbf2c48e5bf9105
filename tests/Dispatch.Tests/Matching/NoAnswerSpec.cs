using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using static Dispatch.Tests.Matching.District;

namespace Dispatch.Tests.Matching;

public sealed class NoAnswerSpec
{
    private static readonly Expert Wang = Expert("wang");
    private static readonly Expert Far = Expert("far", 61);
    private static readonly Expert Tuesday = Expert("tuesday", with: one => one.Hours = WeeklyHours.Parse("Tue 08:00-18:00"));
    private static readonly Expert Away = Expert("away", with: one => one.Leaves = [new Leave(Monday9.AddDays(-1), Monday9.AddDays(2), "休假")]);
    private static readonly Need RefusedByWang = Need() with { Refused = [Wang.Id] };

    [Test]
    public void Nobody_has_the_skill_at_the_level_though_some_have_it_lower()
    {
        var told = Nobody(Need() with { Skills = [new(Skill.Veterinary, Level.Senior)] }, Wang.Holding(0), Expert("gone", with: one => one.Active = false).Holding(0));
        Assert.That((told.Code, told.Lasting, told.Clerk), Is.EqualTo((NoAnswerCode.NobodyHasSkill, true, ClerkReason.NobodyQualified)));
        Assert.That((told.SkilledAtAnyLevel, told.Skilled), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Nobody_qualifies_when_lasting_rules_exclude_all_who_have_the_skill()
    {
        var told = Nobody(Need() with { Language = "mn" }, Wang.Holding(0), Far.Holding(0));
        Assert.That((told.Code, told.Lasting, told.Clerk), Is.EqualTo((NoAnswerCode.NobodyQualified, true, ClerkReason.NobodyQualified)));
        Assert.That(told.Failed, Is.EqualTo([new FailedRule(Exclusion.BeyondRadius, 1), new FailedRule(Exclusion.LanguageNotSpoken, 1)]));
    }

    [Test]
    public void All_refused_when_those_who_qualify_did()
    {
        var told = Nobody(RefusedByWang, Wang.Holding(0), Far.Holding(0));
        Assert.That((told.Code, told.Lasting, told.Clerk), Is.EqualTo((NoAnswerCode.AllRefused, true, ClerkReason.AllRefused)));
    }

    [Test]
    public void Somebody_who_comes_back_is_waited_for_though_others_refused()
    {
        var told = Nobody(RefusedByWang, Wang.Holding(0), Away.Holding(0));
        Assert.That((told.Code, told.Lasting, told.Clerk), Is.EqualTo((NoAnswerCode.AllOnLeave, false, (ClerkReason?)null)));
        Assert.That(told.OnDutyFrom, Is.EqualTo(Monday9.AddDays(2)));
    }

    [Test]
    public void Off_duty_tells_when_the_first_is_on_duty()
    {
        var told = Nobody(Need(), Away.Holding(0), Tuesday.Holding(0));
        Assert.That((told.Code, told.Lasting), Is.EqualTo((NoAnswerCode.AllOffDuty, false)));
        Assert.That(told.OnDutyFrom, Is.EqualTo(Monday9.AddHours(23)));
    }

    [TestCase("a", "b")]
    [TestCase("b", "a")]
    public void The_first_on_duty_is_the_earliest_and_not_the_first_listed(string earlier, string later)
    {
        var told = Nobody(Need(), Tuesdays(earlier, "08:00-18:00"), Tuesdays(later, "10:00-18:00"));
        Assert.That(told.OnDutyFrom, Is.EqualTo(Monday9.AddHours(23)));
    }

    [Test]
    public void Full_tells_who_is_full()
    {
        var told = Nobody(Need(), Wang.Holding(4), Tuesday.Holding(0), Far.Holding(4));
        Assert.That((told.Code, told.Lasting), Is.EqualTo((NoAnswerCode.AllFull, false)));
        Assert.That(told.Full, Is.EqualTo([Wang.Id.Value]));
    }

    [Test]
    public void Beyond_reach_tells_when_waiting_brings_the_nearest_into_it()
    {
        var scene = Scene(Wang.Holding(4), Expert("at45", 45).Holding(0), Expert("at50", 50).Holding(0));
        var need = Need() with { AnswerBy = Monday9.AddHours(8) };
        var told = Matcher.Explain(need, scene).Nobody!;
        Assert.That((told.Code, told.Lasting), Is.EqualTo((NoAnswerCode.BeyondReach, false)));
        Assert.That(told.InReachFrom, Is.EqualTo(Monday9.AddHours(5)).Within(TimeSpan.FromMinutes(1)));
        Assert.That(Matcher.Best(need, At(told.InReachFrom!.Value, scene))?.Code, Is.EqualTo("at45"));
        Assert.That(Matcher.Best(need, At(told.InReachFrom!.Value.AddSeconds(-30), scene)), Is.Null);
    }

    [Test]
    public void Without_ageing_nothing_comes_into_reach()
    {
        var scene = Scene(new Weights { AgeKmPerHour = 0 }, Expert("at45", 45).Holding(0));
        Assert.That(Matcher.Explain(Need(), scene).Nobody!.InReachFrom, Is.Null);
    }

    private static Candidate Tuesdays(string code, string hours) => Expert(code, with: one => one.Hours = WeeklyHours.Parse("Tue " + hours)).Holding(0);

    private static Scene At(DateTimeOffset now, Scene scene) => new(now, scene.Zone, scene.Weights, scene.Roster);

    private static NoAnswer Nobody(Need need, params Candidate[] candidates) => Matcher.Explain(need, Scene(candidates)).Nobody!;
}
