using Dispatch.Domain;
using Dispatch.Web.Demo;

namespace Dispatch.Tests.Demo;

public sealed class The_words
{
    private static readonly Skill[] Skills = Enum.GetValues<Skill>();

    [TestCaseSource(nameof(Skills))]
    public void Cover_every_skill(Skill skill)
    {
        Assert.That(Phrases.Reports[skill], Is.Not.Empty);
        Assert.That(Phrases.Answers[skill], Is.Not.Empty);
        Assert.That(LectureTitle.All.Where(lecture => lecture.Skill == skill), Is.Not.Empty);
    }

    [Test]
    public void Are_enough_not_to_repeat_at_once()
    {
        Assert.That(Phrases.Reports.Sum(reports => reports.Count()), Is.GreaterThanOrEqualTo(60));
        Assert.That(Phrases.Answers.Sum(answers => answers.Count()), Is.GreaterThanOrEqualTo(20));
        Assert.That(Phrases.Declines, Has.Count.GreaterThanOrEqualTo(15));
        Assert.That(Phrases.Solved, Has.Count.GreaterThanOrEqualTo(20));
        Assert.That(Phrases.PartlySolved, Has.Count.GreaterThanOrEqualTo(20));
        Assert.That(Phrases.NotSolved, Has.Count.GreaterThanOrEqualTo(20));
        Assert.That(LectureTitle.All, Has.Count.GreaterThanOrEqualTo(40));
    }

    [Test]
    public void Are_said_once_each() =>
        Assert.That(Phrases.Declines.Concat(Phrases.Solved).Concat(Phrases.PartlySolved).Concat(Phrases.NotSolved).Concat(LectureTitle.All.Select(lecture => lecture.Title)), Is.Unique);
}
