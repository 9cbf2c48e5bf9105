using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using FsCheck;
using static Dispatch.Tests.Matching.District;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Dispatch.Tests.Matching;

/// <summary>The index looks at few, and finds whom looking at everybody finds.</summary>
public sealed class IndexSpec
{
    [Property(MaxTest = 300, Replay = "20261125,1")]
    public void Among_few_it_finds_whom_a_full_scan_finds(DoNotSize<int> seed, bool spread) => FindsTheSame(new RandomDistrict(seed.Item, spread), experts: 15);

    [Property(MaxTest = 100, Replay = "20261125,3")]
    public void Among_many_it_finds_whom_a_full_scan_finds(DoNotSize<int> seed, bool spread) => FindsTheSame(new RandomDistrict(seed.Item, spread), experts: 700);

    [Test]
    public void Across_the_date_line_the_nearest_is_the_nearest()
    {
        var experts = Enumerable.Range(0, 200).Select(n => Expert($"e{n}", with: one => one.Base = new Place(60, -179.9 + (n * 0.001)))).ToArray();
        var need = Need() with { Place = new Place(60, 179.95) };
        Assert.That(Matcher.Best(need, Scene(experts))?.Code, Is.EqualTo("e0"));
    }

    /// <summary>More languages, crops and weekly hours than the index has numbers for.</summary>
    [Test]
    public void Words_beyond_the_sixty_fourth_are_told_apart_by_the_rules()
    {
        var experts = Enumerable.Range(0, 100).Select(n => Expert($"e{n}", n / 10.0, one =>
        {
            one.Languages = [$"l{n}"];
            one.Crops = [$"c{n}"];
            one.Hours = WeeklyHours.Parse($"Mon 08:00-{9 + (n % 15):D2}:{10 + (n / 15):D2}");
        })).ToArray();
        var scene = Scene(experts);
        for (var n = 0; n < 100; n++)
            Assert.That(Matcher.Best(Need() with { Language = $"l{n}", Crop = $"c{n}" }, scene)?.Code, Is.EqualTo($"e{n}"));
        Assert.That(Matcher.Best(Need() with { Language = "unheard of" }, scene), Is.Null);
    }

    [Test]
    public void A_skill_that_is_none_is_refused_with_the_experts_name() =>
        Assert.That(() => Scene(Expert("wang", with: one => one.Skills = [new((Skill)64, Level.Junior)])), Throws.ArgumentException.With.Message.Contains("wang"));

    [Test]
    public void A_need_for_a_skill_that_is_none_finds_nobody() =>
        Assert.That(Matcher.Best(Need() with { Skills = [new((Skill)64, Level.Junior)], PairedWith = new HashSet<ExpertId> { ExpertId.For("wang") } }, Scene(Expert("wang"))), Is.Null);

    [Test]
    public void Nobody_holds_more_seats_than_the_capacity_or_fewer_than_none()
    {
        var roster = new Roster([Expert("wang").Holding(4)]);
        var wang = roster.Candidates[0].Expert.Id;
        Assert.That(() => roster.Change(wang, 1), Throws.ArgumentException.With.Message.Contains("wang"));
        Assert.That(() => roster.Change(wang, -5), Throws.ArgumentException.With.Message.Contains("wang"));
        Assert.That(() => roster.Change(ExpertId.For("li"), 1), Throws.ArgumentException);
        Assert.That(roster.Candidates[0].OpenSeats, Is.EqualTo(4));
    }

    private static void FindsTheSame(RandomDistrict random, int experts)
    {
        var scene = random.Scene(experts);
        foreach (var need in random.Needs(12))
        {
            Assert.That(Matcher.Best(need, scene)?.Code, Is.EqualTo(Matcher.Scan(need, scene)?.Code));
            random.ChangeSomebody(scene.Roster);
        }
    }
}
