using System.Text.Json;
using System.Text.Json.Serialization;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using FsCheck;
using static Dispatch.Tests.Matching.District;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Dispatch.Tests.Matching;

public sealed class MatcherSpec
{
    private static readonly JsonSerializerOptions Stored = new() { Converters = { new JsonStringEnumConverter() } };

    [Test]
    public void The_cheapest_goes() =>
        Assert.That(Matcher.Best(Need(), Scene(Expert("far", 20), Expert("near", 5), Expert("wrong", with: one => one.Skills = [])))?.Code, Is.EqualTo("near"));

    [Test]
    public void Equal_costs_go_to_the_lower_id()
    {
        var twins = Enumerable.Range(0, 9).Select(n => Expert($"twin{n}", 5)).ToList();
        Assert.That(Matcher.Best(Need(), Scene(twins))?.Id, Is.EqualTo(twins.Min(twin => twin.Id)));
        Assert.That(Matcher.Explain(Need(), Scene(twins)).Top.Select(one => one.Expert), Is.EqualTo(twins.Select(twin => twin.Id.Value).Order().Take(5)));
    }

    [Test]
    public void Nobody_is_nobody() => Assert.That(Matcher.Best(Need(), Scene(Array.Empty<Candidate>())), Is.Null);

    [Test]
    public void An_expert_listed_twice_is_refused_by_name() =>
        Assert.That(() => Scene(Expert("wang"), Expert("wang")), Throws.ArgumentException.With.Message.Contains("wang"));

    [Property(MaxTest = 200, Replay = "20260302,7")]
    public void The_parts_sum_to_the_cost_and_the_best_is_first(DoNotSize<int> seed)
    {
        var random = new RandomDistrict(seed.Item);
        var scene = random.Scene(experts: 15);
        foreach (var need in random.Needs(5))
        {
            var told = Matcher.Explain(need, scene);
            Assert.That(told.Chosen, Is.EqualTo(Matcher.Best(need, scene)?.Id.Value));
            Assert.That(told.Top.Select(one => one.Parts.Sum(part => part.Km)), Is.EqualTo(told.Top.Select(one => one.CostKm)));
            Assert.That(told.Top.Select(one => one.CostKm), Is.Ordered);
            Assert.That(Matcher.Top(need, scene).Select(Written), Is.EqualTo(told.Top.Select(Written)));
            Assert.That(told.Nobody is null, Is.EqualTo(told.Chosen is not null));
        }
    }

    [Property(MaxTest = 200, Replay = "20260302,9")]
    public void Everyone_with_one_of_the_skills_is_ranked_or_told_why_not(DoNotSize<int> seed)
    {
        var random = new RandomDistrict(seed.Item);
        var scene = random.Scene(experts: 15);
        foreach (var need in random.Needs(5))
        {
            var told = Matcher.Explain(need, scene, top: 2);
            var skilled = scene.Roster.Candidates.ToArray().Where(one => one.Expert.Id == need.AskedFor || one.Expert.Skills.Exists(held => need.Skills.Any(asked => asked.Skill == held.Skill)));
            Assert.That(told.Top.Select(one => one.Expert).Concat(told.Others.Select(one => one.Expert)), Is.EquivalentTo(skilled.Select(one => one.Expert.Id.Value)));
            Assert.That(told.Others, Has.All.Matches<Other>(other => other.Rank is null != other.Excluded is null));
            Assert.That(told.Top.Select(one => one.Rank).Concat(told.Others.Select(one => one.Rank).OfType<int>()), Is.Ordered.And.Unique);
        }
    }

    [Test]
    public void Of_anybody_it_is_told_why_not()
    {
        var scene = Scene(Expert("free").Holding(0), Expert("full").Holding(4));
        Assert.That(Matcher.WhyNot(Need(), ExpertId.For("free"), scene), Is.Null);
        Assert.That(Matcher.WhyNot(Need(), ExpertId.For("full"), scene), Is.EqualTo(Exclusion.Full));
        Assert.That(Matcher.WhyNot(Need(), ExpertId.For("unheard of"), scene), Is.EqualTo(Exclusion.Inactive));
    }

    [Test]
    public void A_chosen_one_from_further_down_is_shown_with_the_parts()
    {
        var experts = Enumerable.Range(1, 9).Select(n => Expert($"km{n}", n)).ToArray();
        var told = Matcher.Explain(Need(), Scene(experts), experts[7].Id);
        Assert.That(told.Chosen, Is.EqualTo(experts[7].Id.Value));
        Assert.That(told.Top.Select(one => one.Rank), Is.EqualTo([1, 2, 3, 4, 5, 8]));
        Assert.That(told.Others.Select(one => one.Rank), Is.EqualTo([6, 7, 9]));
    }

    [Test]
    public void An_explanation_is_the_same_after_it_was_stored()
    {
        var scene = Scene(Expert("near", 5), Expert("far", 50), Expert("other", with: one => one.Skills = [new(Skill.Veterinary, Level.Junior)]));
        foreach (var need in new[] { Need(), Need() with { Language = "mn" } })
        {
            var json = JsonSerializer.Serialize(Matcher.Explain(need, scene), Stored);
            Assert.That(JsonSerializer.Serialize(JsonSerializer.Deserialize<Explanation>(json, Stored), Stored), Is.EqualTo(json));
            Assert.That(json, Does.Contain("LacksSkill"));
        }
    }

    /// <summary>Records compare lists by reference.</summary>
    private static string Written(Ranked ranked) => JsonSerializer.Serialize(ranked, Stored);
}
