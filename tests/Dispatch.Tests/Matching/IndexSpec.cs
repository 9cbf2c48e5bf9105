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

    [Test]
    public void An_order_may_name_as_many_experts_as_it_likes()
    {
        var experts = Enumerable.Range(0, 90).Select(n => Expert($"e{n}", n / 10.0)).ToArray();
        var ids = Array.ConvertAll(experts, expert => expert.Id);
        var need = Need() with { Refused = [.. ids[..30]], AlreadyOnOrder = [.. ids[30..60]], PairedWith = [.. ids[70..]], AskedFor = ids[89] };
        Assert.That(Matcher.Best(need, Scene(experts))?.Code, Is.EqualTo("e89"));
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
        Assert.That(Matcher.Best(Need() with { Skills = [new((Skill)64, Level.Junior)], PairedWith = [ExpertId.For("wang")] }, Scene(Expert("wang"))), Is.Null);

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

    [Property(MaxTest = 60, Replay = "20261126,1")]
    public void Whatever_changed_it_finds_whom_it_would_find_built_anew(DoNotSize<int> seed, bool spread)
    {
        var random = new RandomDistrict(seed.Item, spread);
        var scene = random.Scene(experts: 200);
        foreach (var need in random.Needs(12))
        {
            Matcher.Best(need, scene);
            for (var n = 0; n < 40; n++) random.ChangeSomebody(scene.Roster, numbers: 300);
            var anew = Scene(scene.Weights, scene.Roster.Candidates.ToArray());
            Assert.That(Matcher.Best(need, scene)?.Code, Is.EqualTo(Matcher.Best(need, anew)?.Code).And.EqualTo(Matcher.Scan(need, anew)?.Code));
            Assert.That(Enum.GetValues<Skill>().Select(scene.Roster.Holders), Is.EqualTo(Enum.GetValues<Skill>().Select(anew.Roster.Holders)));
            Assert.That(Batch.Assign([need], scene).CostKm, Is.EqualTo(Batch.Assign([need], anew).CostKm));
        }
    }

    /// <summary>So many newcomers that trees are packed anew, several times.</summary>
    [Test]
    public void Experts_who_come_and_go_one_by_one_are_found_and_no_longer_found()
    {
        var scene = Scene(Expert("first", 20));
        for (var n = 499; n >= 0; n--)
        {
            scene.Roster.Put(Expert($"e{n}", n / 50.0));
            Assert.That(Matcher.Best(Need(), scene)?.Code, Is.EqualTo($"e{n}"));
        }
        for (var n = 0; n < 500; n++)
        {
            Assert.That(Matcher.Best(Need(), scene)?.Code, Is.EqualTo($"e{n}"));
            Assert.That(scene.Roster.Remove(ExpertId.For($"e{n}")));
        }
        Assert.That(Matcher.Best(Need(), scene)?.Code, Is.EqualTo("first"));
        Assert.That(scene.Roster.Remove(ExpertId.For("e0")), Is.False);
    }

    [Test]
    public void Who_goes_farther_than_before_or_may_hold_more_is_found()
    {
        var scene = Scene(Enumerable.Range(0, 200).Select(n => n < 100
            ? Expert($"near{n}", 5).Holding(4)
            : Expert($"far{n}", 10, one => one.TravelRadiusKm = 5).Holding(0)));
        Assert.That(Matcher.Best(Need(), scene), Is.Null);
        scene.Roster.Put(Expert("far150", 10));
        Assert.That(Matcher.Best(Need(), scene)?.Code, Is.EqualTo("far150"));
        scene.Roster.Put(Expert("near50", 5, one => one.Capacity = 40));
        Assert.That(Matcher.Best(Need(), scene)?.Code, Is.EqualTo("near50"));
    }

    [Test]
    public void Who_is_put_in_anew_keeps_the_seats_held()
    {
        var roster = new Roster([Expert("wang").Holding(3)]);
        roster.Put(Expert("wang", 20));
        Assert.That(roster.Find(ExpertId.For("wang"))?.OpenSeats, Is.EqualTo(3));
        Assert.That(() => roster.Put(Expert("wang", with: one => one.Skills = [new((Skill)64, Level.Junior)])), Throws.ArgumentException.With.Message.Contains("wang"));
        Assert.That(roster.Find(ExpertId.For("wang"))?.Expert.Base, Is.EqualTo(North(20)));
    }

    /// <summary>What the index knows is what was so when they entered; the rules are asked about what is.</summary>
    [Test]
    public void Who_changed_behind_the_rosters_back_is_judged_as_they_are()
    {
        var (near, far) = (Expert("near", 1), Expert("far", 30));
        var scene = Scene(near, far);
        Assert.That(Matcher.Best(Need(), scene)?.Code, Is.EqualTo("near"));
        near.Active = false;
        Assert.That(Matcher.Best(Need(), scene)?.Code, Is.EqualTo("far"));
    }

    /// <summary>One thread moves an expert to and fro, lets another come and go, and has a neighbour's seats taken and freed; three look.</summary>
    [Test]
    public void Who_looks_while_others_change_sees_no_change_half_made()
    {
        var roster = new Roster([.. Enumerable.Range(0, 300).Select(n => Expert($"e{n}", 20 + (n / 10.0)).Holding(0))]);
        var (near, far, guest) = (Expert("e0", 5), Expert("e0", 60), Expert("guest", 1));
        using var changed = new CancellationTokenSource();
        var looking = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var (scene, seen) = (Scene(new Weights(), roster), new HashSet<string?>());
            while (!changed.IsCancellationRequested)
            {
                seen.Add(Matcher.Best(Need(), scene)?.Code);
                seen.UnionWith(Matcher.Top(Need(), scene, 1).Select(one => one.Expert == near.Id.Value ? "e0" : one.Expert == guest.Id.Value ? "guest" : "e1"));
            }
            return seen;
        })).ToList();
        for (var n = 0; n < 20_000; n++)
        {
            roster.Put(n % 2 == 0 ? near : far);
            if (n % 3 == 0) roster.Put(guest);
            if (n % 3 == 1) roster.Remove(guest.Id);
            roster.Change(ExpertId.For("e1"), n % 4 < 2 ? 1 : -1);
        }
        changed.Cancel();
        foreach (var seen in looking) Assert.That(seen.Result, Is.SubsetOf(["guest", "e0", "e1", "e2"]));
    }

    private static void FindsTheSame(RandomDistrict random, int experts)
    {
        var scene = random.Scene(experts);
        foreach (var need in random.Needs(12))
        {
            Assert.That(Matcher.Best(need, scene)?.Code, Is.EqualTo(Matcher.Scan(need, scene)?.Code));
            Assert.That(Matcher.Top(need, scene).Select(one => one.Expert), Is.EqualTo(Matcher.Explain(need, scene).Top.Select(one => one.Expert)));
            random.ChangeSomebody(scene.Roster, experts);
        }
    }
}
