using Dispatch.Domain.Experts;

namespace Dispatch.Tests.Registry;

public sealed class When_weekly_hours_are_written
{
    [TestCase("周一至周五 08:00-18:00", 5)]
    [TestCase("星期一-星期六 8:00-12:00,14:00-18:00", 12)]
    [TestCase("每天 06:00-20:00", 7)]
    [TestCase("Saturday-Sun 09:00-12:00; Wed 08:00-09:00", 3)]
    public void Chinese_and_English_are_understood(string text, int spans) =>
        Assert.That(WeeklyHours.Parse(text).Spans, Has.Count.EqualTo(spans));

    [TestCase("今天 08:00-18:00")]
    [TestCase("Sunset 08:00-18:00")]
    [TestCase("周八 08:00-18:00")]
    [TestCase("周一 18:00-08:00")]
    public void What_only_looks_like_a_day_is_not_guessed(string text) =>
        Assert.That(WeeklyHours.TryParse(text, out _), Is.False);
}
