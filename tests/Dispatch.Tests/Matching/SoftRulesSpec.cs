using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using static Dispatch.Tests.Matching.District;

namespace Dispatch.Tests.Matching;

public sealed class SoftRulesSpec
{
    private static readonly Expert Wang = Expert("wang");

    [Test]
    public void Distance_costs_its_kilometres() => Assert.That(Km("distance", Need(), Expert("wang", 12.5)), Is.EqualTo(12.5).Within(0.001));

    [TestCase(0, 0)]
    [TestCase(1, 3.75)]
    [TestCase(3, 11.25)]
    public void Load_costs_its_share_of_a_full_load(int openSeats, double km) =>
        Assert.That(Km("load", Need(), Wang, openSeats), Is.EqualTo(km));

    [Test]
    public void A_pairing_is_a_bonus() =>
        Assert.That(Km("pairing", Need() with { PairedWith = [Wang.Id] }, Wang), Is.EqualTo(-20));

    [Test]
    public void A_pairing_with_somebody_else_is_none() =>
        Assert.That(Km("pairing", Need() with { PairedWith = [ExpertId.For("li")] }, Wang), Is.Zero);

    [TestCase("wang", -25)]
    [TestCase("li", 0)]
    public void Being_asked_for_by_name_is_a_bonus(string asked, double km) =>
        Assert.That(Km("asked for by name", Need() with { AskedFor = ExpertId.For(asked) }, Wang), Is.EqualTo(km));

    [TestCase("向日葵", 0)]
    [TestCase("玉米", 8)]
    [TestCase(null, 0)]
    public void Not_knowing_the_crop_costs(string? crop, double km) =>
        Assert.That(Km("crop unknown", Need() with { Crop = crop }, Expert("wang", with: wang => wang.Crops = ["向日葵"])), Is.EqualTo(km));

    [TestCase(1, 10)]
    [TestCase(2, 5)]
    [TestCase(4, 2.5)]
    public void A_rare_skill_that_is_not_needed_costs_by_its_rarity(int holders, double km)
    {
        var fishers = Enumerable.Range(0, holders).Select(n => Expert($"fish{n}", with: fisher => fisher.Skills.Add(new(Skill.Aquaculture, Level.Junior)))).ToArray();
        var scene = Scene([.. fishers, Wang]);
        Assert.That(Part("scarce skill").Km(Need(), fishers[0].Holding(0), scene), Is.EqualTo(km));
        Assert.That(Part("scarce skill").Km(Need(), Wang.Holding(0), scene), Is.Zero);
    }

    [Test]
    public void A_rare_skill_that_is_needed_costs_nothing() => Assert.That(Km("scarce skill", Need(), Wang), Is.Zero);

    [Test]
    public void Who_left_the_programme_makes_no_skill_less_rare()
    {
        var gone = Expert("gone", with: gone => (gone.Active, gone.Skills) = (false, [new(Skill.Seed, Level.Senior)]));
        Assert.That(Scene(gone, Wang).Roster.Holders(Skill.Seed), Is.Zero);
        Assert.That(Scene(gone, Wang).Roster.Holders(Skill.Veterinary), Is.EqualTo(1));
    }

    [TestCase(-30, -30)]
    [TestCase(5, 0)]
    public void Waiting_is_credited_by_the_hour(int queuedHours, double km) =>
        Assert.That(Km("waiting", Need() with { QueuedSince = Monday9.AddHours(queuedHours) }, Wang), Is.EqualTo(km));

    private static double Km(string rule, Need need, Expert expert, int openSeats = 0) =>
        Part(rule).Km(need, expert.Holding(openSeats), Scene([expert.Holding(openSeats)]));

    private static SoftRule Part(string rule) => Rules.Soft.Single(soft => soft.Name == rule);
}
