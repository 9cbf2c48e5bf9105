using Dispatch.Domain;
using Dispatch.Domain.Experts;
using static Dispatch.Tests.Matching.District;

namespace Dispatch.Tests.Matching;

/// <summary>Who enters a roster can be reckoned with. A base that is nowhere is refused before there is an expert: see PlaceSpec.</summary>
public sealed class AdmissionSpec
{
    private static IEnumerable<TestCaseData> Wrong()
    {
        yield return Case("Capacity is 0", wang => wang.Capacity = 0);
        yield return Case("Capacity is -1", wang => wang.Capacity = -1);
        yield return Case("TravelRadiusKm is NaN", wang => wang.TravelRadiusKm = double.NaN);
        yield return Case("TravelRadiusKm is -0.5", wang => wang.TravelRadiusKm = -0.5);
        yield return Case("Skills is Veterinary:2, 64:1; each is one of the first 64", wang => wang.Skills = [Vet, new((Skill)64, Level.Junior)]);
        yield return Case("Skills is Seed:0; a level", wang => wang.Skills = [new(Skill.Seed, 0)]);
        yield return Case("Skills is Seed:4; a level", wang => wang.Skills = [new(Skill.Seed, (Level)4)]);
        yield return Case("Capacity is 0", wang => (wang.Active, wang.Capacity) = (false, 0));
    }

    [TestCaseSource(nameof(Wrong))]
    public void Whoever_is_wrong_is_refused_by_name_with_the_field(string words, Action<Expert> change) =>
        Assert.That(() => Scene(Expert("li"), Expert("wang", with: change)), Throws.ArgumentException.With.Message.StartsWith($"Expert wang can't be in a roster: {words}"));

    [Test]
    public void Whoever_just_keeps_the_limits_may_enter() => Assert.That(
        () => Scene(Expert("wang", with: wang => (wang.Capacity, wang.TravelRadiusKm, wang.Skills) = (1, 0, [new((Skill)63, Level.Junior), new(Skill.Seed, Level.Senior)]))), Throws.Nothing);

    private static TestCaseData Case(string words, Action<Expert> change) => new TestCaseData(words, change).SetArgDisplayNames(words);
}
