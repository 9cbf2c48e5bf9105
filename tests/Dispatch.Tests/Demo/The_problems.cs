using Dispatch.Domain;
using Dispatch.Triage;
using Dispatch.Web.Demo;

namespace Dispatch.Tests.Demo;

public sealed class The_problems
{
    private static readonly List<Problem> Clear = [.. Problem.All.Where(problem => problem.Skill is not null)];
    private static readonly List<Problem> Vague = [.. Problem.All.Where(problem => problem.Skill is null)];

    [Test]
    public void Are_many_and_none_is_told_twice()
    {
        Assert.That(Problem.All, Has.Count.GreaterThanOrEqualTo(320));
        Assert.That(Problem.All.Select(problem => problem.Text), Is.Unique);
    }

    [Test]
    public void Nine_in_ten_are_read_as_meant()
    {
        var missed = Clear.Where(problem => Lexicon.Read(problem.Text).Skill != problem.Skill).ToList();
        TestContext.Out.WriteLine($"{Clear.Count} problems, {missed.Count} of them read otherwise or not at all:");
        foreach (var problem in missed)
            TestContext.Out.WriteLine($"  {problem.Text}: {Lexicon.Read(problem.Text).Skill?.ToString() ?? "unclear"}");
        Assert.That(missed, Has.Count.LessThanOrEqualTo(Clear.Count / 10));
    }

    [Test]
    public void Vague_ones_are_left_to_a_clerk() => Assert.That(Vague.Where(problem => Lexicon.Read(problem.Text).Skill is not null), Is.Empty);

    [Test]
    public void About_one_in_sixteen_is_vague() => Assert.That(Vague.Count * 100.0 / Problem.All.Count, Is.InRange(5, 7));

    [Test]
    public void Ask_for_every_skill() => Assert.That(Clear.Select(problem => problem.Skill!.Value).Distinct(), Is.EquivalentTo(Enum.GetValues<Skill>()));

    [Test]
    public void Name_only_crops_the_lexicon_knows() => Assert.That(Problem.All.Select(problem => problem.Crop).OfType<string>().Distinct(), Is.SubsetOf(Lexicon.CropKeys));

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(10)]
    public void Come_up_in_every_season(int month) => Assert.That(Problem.All.Count(problem => problem.Season.Covers(month)), Is.GreaterThan(80));

    [TestCase("10-4", 12, ExpectedResult = true)]
    [TestCase("10-4", 4, ExpectedResult = true)]
    [TestCase("10-4", 7, ExpectedResult = false)]
    [TestCase("5-6", 7, ExpectedResult = false)]
    [TestCase(null, 7, ExpectedResult = true)]
    public bool A_season_may_run_over_the_new_year(string? months, int month) => Season.Parse(months).Covers(month);
}
