using Dispatch.Domain;
using FsCheck;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Dispatch.Tests.Basics;

public sealed class FieldHoursSpec
{
    private static readonly TimeZoneInfo Linhe = Zones.Find("Asia/Shanghai");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly FieldHours Daily = new(new(6, 0), new(20, 0), Linhe);
    private static readonly FieldHours Weekdays = new(new(6, 0), new(20, 0), Linhe, new HashSet<DayOfWeek> { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday });

    [TestCase("2026-06-01T09:00+08:00", 240, "2026-06-01T13:00+08:00", TestName = "within a day")]
    [TestCase("2026-06-01T18:00+08:00", 240, "2026-06-02T08:00+08:00", TestName = "across a night")]
    [TestCase("2026-06-01T16:00+08:00", 240, "2026-06-01T20:00+08:00", TestName = "to the very end of a day")]
    [TestCase("2026-06-01T22:00+08:00", 30, "2026-06-02T06:30+08:00", TestName = "asked at night")]
    [TestCase("2026-06-01T03:00+08:00", 30, "2026-06-01T06:30+08:00", TestName = "asked before dawn")]
    [TestCase("2026-06-01T20:00+08:00", 0, "2026-06-02T06:00+08:00", TestName = "no time at all after closing is the next opening")]
    [TestCase("2026-06-01T12:00+08:00", 0, "2026-06-01T12:00+08:00", TestName = "no time at all while open is now")]
    [TestCase("2026-06-30T19:00+08:00", 28 * 60, "2026-07-02T19:00+08:00", TestName = "across the end of a month")]
    [TestCase("2026-12-31T19:00+08:00", 120, "2027-01-01T07:00+08:00", TestName = "across the end of a year")]
    [TestCase("2026-06-01T01:00Z", 240, "2026-06-01T05:00Z", TestName = "told in another zone")]
    public void After_counts_field_time(string from, int minutes, string until) =>
        Assert.That(Daily.After(At(from), TimeSpan.FromMinutes(minutes)), Is.EqualTo(At(until)));

    [TestCase("2026-06-01T13:00+08:00", 240, "2026-06-01T09:00+08:00", TestName = "back within a day")]
    [TestCase("2026-06-02T08:00+08:00", 240, "2026-06-01T18:00+08:00", TestName = "back across a night")]
    [TestCase("2026-06-02T03:00+08:00", 30, "2026-06-01T19:30+08:00", TestName = "back from a night")]
    [TestCase("2026-06-01T22:00+08:00", 840, "2026-06-01T06:00+08:00", TestName = "back to the very start of a day")]
    [TestCase("2026-06-01T20:00+08:00", 28 * 60, "2026-05-31T06:00+08:00", TestName = "back across the end of a month")]
    public void Before_counts_field_time_backwards(string to, int minutes, string from) =>
        Assert.That(Daily.Before(At(to), TimeSpan.FromMinutes(minutes)), Is.EqualTo(At(from)));

    [Test]
    public void Before_leaves_free_days_out() =>
        Assert.That(Weekdays.Before(At("2026-06-08T07:00+08:00"), TimeSpan.FromHours(2)), Is.EqualTo(At("2026-06-05T19:00+08:00")));

    [TestCase("2026-06-05T19:00+08:00", 120, "2026-06-08T07:00+08:00", TestName = "across a free weekend")]
    [TestCase("2026-06-06T12:00+08:00", 60, "2026-06-08T07:00+08:00", TestName = "asked on a free day")]
    public void Free_days_do_not_count(string from, int minutes, string until) =>
        Assert.That(Weekdays.After(At(from), TimeSpan.FromMinutes(minutes)), Is.EqualTo(At(until)));

    [TestCase("2026-03-28T19:00+01:00", 120, "2026-03-29T07:00+02:00", TestName = "the clock is put forward at night")]
    [TestCase("2026-10-24T19:00+02:00", 120, "2026-10-25T07:00+01:00", TestName = "the clock is put back at night")]
    public void Local_hours_stay_local_when_the_clock_changes(string from, int minutes, string until) =>
        Assert.That(new FieldHours(new(6, 0), new(20, 0), Berlin).After(At(from), TimeSpan.FromMinutes(minutes)), Is.EqualTo(At(until)));

    /// <summary>On 29 March 02:15 to 03:00 does not exist in Berlin. Found by this test: the day gave time back instead of none.</summary>
    [Test]
    public void Hours_that_the_clock_skips_are_no_hours()
    {
        var night = new FieldHours(new(2, 15), new(3, 0), Berlin);
        Assert.That(night.After(At("2026-03-28T12:00+01:00"), TimeSpan.FromMinutes(10)), Is.EqualTo(At("2026-03-30T02:25+02:00")));
    }

    [TestCase("2026-06-01T05:59:59+08:00", false)]
    [TestCase("2026-06-01T06:00+08:00", true)]
    [TestCase("2026-06-01T19:59:59+08:00", true)]
    [TestCase("2026-06-01T20:00+08:00", false)]
    public void They_open_at_six_and_are_over_at_eight(string at, bool open) => Assert.That(Daily.IsOpen(At(at)), Is.EqualTo(open));

    [Test] public void They_are_closed_on_free_days() => Assert.That(Weekdays.IsOpen(At("2026-06-06T12:00+08:00")), Is.False);

    [Test] public void Backwards_there_is_no_time() => Assert.That(Daily.Between(At("2026-06-02T12:00+08:00"), At("2026-06-01T12:00+08:00")), Is.EqualTo(TimeSpan.Zero));

    [Property(MaxTest = 500, Replay = "20260601,31")]
    public void Between_takes_back_what_After_adds(DoNotSize<int> from, DoNotSize<ushort> minutes)
    {
        foreach (var hours in new[] { Daily, Weekdays, new FieldHours(new(6, 0), new(20, 0), Berlin), new FieldHours(new(1, 30), new(2, 45), Berlin, new HashSet<DayOfWeek> { DayOfWeek.Sunday }) })
        {
            var (start, span) = (Service.Monday.AddMinutes(from.Item % 600_000), TimeSpan.FromMinutes(minutes.Item % 6000));
            var until = hours.After(start, span);
            Assert.That(hours.Between(start, until), Is.EqualTo(span));
            Assert.That(span == TimeSpan.Zero || hours.Between(until.AddMinutes(-1), until) > TimeSpan.Zero, "it ends within the hours");
        }
    }

    [Test]
    public void Hours_that_make_no_sense_are_refused()
    {
        Assert.That(() => new FieldHours(new(20, 0), new(6, 0), Linhe), Throws.ArgumentException);
        Assert.That(() => new FieldHours(new(6, 0), new(20, 0), Linhe, new HashSet<DayOfWeek>()), Throws.ArgumentException);
        Assert.That(() => Daily.After(Service.Monday, TimeSpan.FromTicks(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
