using Dispatch.Domain.Experts;

namespace Dispatch.Tests.Basics;

public sealed class WeeklyHoursSpec
{
    private static readonly TimeZoneInfo Linhe = Zones.Find("Asia/Shanghai");
    private static readonly DateTimeOffset Midnight = new(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(8));

    [TestCase("Mon-Fri 08:00-18:00", "Mon Tue Wed Thu Fri")]
    [TestCase("monday 8:00-18:00", "Mon")]
    [TestCase("Mon,Wed,Sat 08:00-18:00", "Mon Wed Sat")]
    [TestCase("Fri-Mon 08:00-18:00", "Sun Mon Fri Sat")]
    [TestCase("周一至周五 08:00-18:00", "Mon Tue Wed Thu Fri")]
    [TestCase("周一到周五 08:00—18:00", "Mon Tue Wed Thu Fri")]
    [TestCase("周一、周三 08：00-18：00", "Mon Wed")]
    [TestCase("星期六-星期天 08:00-18:00", "Sun Sat")]
    [TestCase("礼拜日 08:00-18:00", "Sun")]
    [TestCase("每天 00:00-24:00", "Sun Mon Tue Wed Thu Fri Sat")]
    [TestCase("Mon 08:00-12:00；Tue 08:00-12:00；", "Mon Tue")]
    public void Days_are_read_in_both_languages(string text, string days) =>
        Assert.That(string.Join(' ', WeeklyHours.Parse(text).Spans.Select(span => $"{span.Day}"[..3])), Is.EqualTo(days));

    [TestCase("")]
    [TestCase(null)]
    [TestCase("Mon-Fri")]
    [TestCase("08:00-18:00")]
    [TestCase("Mon-Fri 18:00-08:00")]
    [TestCase("Mon-Fri 08:00-08:00")]
    [TestCase("Mon-Fri 08:00")]
    [TestCase("Mon-Fri 08:00-12:00,")]
    [TestCase("Mon-Fri 8-18")]
    [TestCase("Mon-Fri 24:00-25:00")]
    [TestCase("Mon-Wed-Fri 08:00-18:00")]
    [TestCase("Montag 08:00-18:00")]
    [TestCase("周八 08:00-18:00")]
    [TestCase("一 08:00-18:00")]
    [TestCase("工作日一 08:00-18:00")]
    public void What_is_unclear_is_refused(string? text) => Assert.That(WeeklyHours.TryParse(text, out _), Is.False);

    [Test] public void Several_stretches_a_day_are_kept_apart() => Assert.That(WeeklyHours.Parse("Mon 14:00-18:00,08:00-12:00").Spans.Select(span => span.From.Hour), Is.EqualTo([8, 14]));

    [Test] public void What_means_the_same_is_the_same() => Assert.That(WeeklyHours.Parse("周一至周五 08:00-18:00"), Is.EqualTo(WeeklyHours.OfficeHours));

    [Test] public void They_are_stored_as_they_were_written() => Assert.That(WeeklyHours.Parse(" 周一 08:00-18:00 ").ToString(), Is.EqualTo("周一 08:00-18:00"));

    [TestCase("Mon 22:00-24:00", 0, 24, 22, 24, TestName = "until midnight")]
    [TestCase("Mon 00:00-02:00", 0, 24, 0, 2, TestName = "from midnight")]
    [TestCase("Tue 00:00-02:00", 22, 25, 24, 25, TestName = "the day after, clipped")]
    [TestCase("Mon 08:00-12:00,14:00-18:00", 12, 20, 14, 18, TestName = "the second stretch")]
    [TestCase("Mon 08:00-12:00", 10, 11, 10, 11, TestName = "clipped on both sides")]
    public void The_first_stretch_is_found(string text, int from, int to, int start, int end)
    {
        var found = WeeklyHours.Parse(text).FirstWithin(Midnight.AddHours(from), Midnight.AddHours(to), Linhe)!.Value;
        Assert.That(found.Start, Is.EqualTo(Midnight.AddHours(start)));
        Assert.That(found.End, Is.EqualTo(Midnight.AddHours(end)).Within(TimeSpan.FromTicks(1)));
    }

    [TestCase("Mon 08:00-12:00", 12, 20)]
    [TestCase("Mon 08:00-12:00", 0, 8)]
    [TestCase("Mon 08:00-12:00", 9, 9)]
    [TestCase("Mon 08:00-12:00", 11, 9)]
    public void Nothing_is_found_where_there_is_none(string text, int from, int to) =>
        Assert.That(WeeklyHours.Parse(text).FirstWithin(Midnight.AddHours(from), Midnight.AddHours(to), Linhe), Is.Null);

    [TestCase("", "08-18")]
    [TestCase("06-10", "10-18", TestName = "leave begins before")]
    [TestCase("12-14", "08-12", TestName = "leave lies inside: duty ends where it begins")]
    [TestCase("06-20", "", TestName = "leave spans the day")]
    [TestCase("08-12 12-18", "", TestName = "two leaves that touch")]
    [TestCase("08-12 11-14", "14-18", TestName = "two leaves that overlap, listed in turn")]
    [TestCase("11-14 08-12", "14-18", TestName = "and out of turn")]
    [TestCase("16-18 10-11", "08-10", TestName = "the nearest leave ends the stretch")]
    [TestCase("18-20", "08-18", TestName = "leave after duty")]
    [TestCase("06-08", "08-18", TestName = "leave before duty")]
    public void Duty_is_what_no_leave_covers(string leaves, string duty)
    {
        var expert = Langshan.Expert("E1", hours: "Mon 08:00-18:00");
        expert.Leaves = [.. leaves.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(leave => new Leave(Hour(leave[..2]), Hour(leave[3..]), "病假"))];
        var found = expert.DutyWithin(Midnight, Midnight.AddDays(1), Linhe);
        Assert.That(found, Is.EqualTo(duty.Length == 0 ? null : ((DateTimeOffset, DateTimeOffset)?)(Hour(duty[..2]), Hour(duty[3..]))));
    }

    private static DateTimeOffset Hour(string hour) => Midnight.AddHours(int.Parse(hour, System.Globalization.CultureInfo.InvariantCulture));
}
