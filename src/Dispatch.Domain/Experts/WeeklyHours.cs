namespace Dispatch.Domain.Experts;

/// <summary>When someone is on duty in an ordinary week, written "Mon-Fri 08:00-12:00,14:00-18:00; Sat 09:00-12:00".</summary>
public sealed record WeeklyHours
{
    private const string Chinese = "日一二三四五六";
    private static readonly string[] Weeks = ["周", "星期", "礼拜"];

    private readonly (DayOfWeek Day, TimeOnly From, TimeOnly To)[] spans;
    private readonly string text;

    /// <summary>Worked out once: matching looks hours up by it.</summary>
    private readonly int hash;

    private WeeklyHours(IEnumerable<(DayOfWeek Day, TimeOnly From, TimeOnly To)> spans, string text)
    {
        this.spans = [.. spans.OrderBy(span => span.Day).ThenBy(span => span.From)];
        this.text = text;
        hash = this.spans.Aggregate(0, HashCode.Combine);
    }

    /// <summary>Monday to Friday, 08:00–18:00.</summary>
    public static WeeklyHours OfficeHours { get; } = Parse("Mon-Fri 08:00-18:00");

    public IReadOnlyList<(DayOfWeek Day, TimeOnly From, TimeOnly To)> Spans => spans;

    /// <summary>The first stretch of duty that overlaps [from, to], clipped to it; null when there is none.</summary>
    public (DateTimeOffset Start, DateTimeOffset End)? FirstWithin(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(to, zone).DateTime);
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime); day <= last; day = day.AddDays(1))
        {
            foreach (var span in spans)
            {
                if (span.Day != day.DayOfWeek) continue;
                var (start, end) = (At(day, span.From, zone), At(day, span.To, zone));
                if (start < from) start = from;
                if (end > to) end = to;
                if (end > start) return (start, end);
            }
        }
        return null;
    }

    /// <exception cref="FormatException">Not of the form "Mon-Fri 08:00-18:00; Sat 09:00-12:00" (or 周一至周五 08:00-18:00).</exception>
    public static WeeklyHours Parse(string text) =>
        TryParse(text, out var hours) ? hours : throw new FormatException($"'{text}' are no weekly hours: write \"Mon-Fri 08:00-18:00; Sat 09:00-12:00\" or \"周一至周五 08:00-18:00\".");

    public static bool TryParse(string? text, out WeeklyHours hours)
    {
        var found = new List<(DayOfWeek, TimeOnly, TimeOnly)>();
        hours = new WeeklyHours([], "");
        foreach (var part in (text ?? "").Replace('；', ';').Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ', 2, StringSplitOptions.TrimEntries);
            if (words.Length != 2 || !TryDays(words[0], out var days)) return false;
            foreach (var span in words[1].Replace('，', ',').Split(',', StringSplitOptions.TrimEntries))
            {
                var ends = span.Replace('—', '-').Replace('–', '-').Split('-', StringSplitOptions.TrimEntries);
                if (ends.Length != 2 || !TryTime(ends[0], out var from) || !TryTime(ends[1], out var to) || to <= from) return false;
                found.AddRange(days.Select(day => (day, from, to)));
            }
        }
        if (found.Count == 0) return false;
        hours = new WeeklyHours(found, text!.Trim());
        return true;
    }

    public override string ToString() => text;

    public bool Equals(WeeklyHours? other) => other is not null && (ReferenceEquals(spans, other.spans) || (hash == other.hash && spans.SequenceEqual(other.spans)));

    public override int GetHashCode() => hash;

    /// <summary>"Mon", "Mon-Fri", "Mon,Wed,Sat", 周一、周三, 周一至周五, 每天.</summary>
    private static bool TryDays(string text, out IReadOnlyList<DayOfWeek> days)
    {
        var found = new List<DayOfWeek>();
        days = found;
        foreach (var part in (IsDaily(text) ? "Sun-Sat" : text).Replace('、', ',').Replace('，', ',').Split(','))
        {
            var ends = part.Replace('至', '-').Replace('到', '-').Replace('–', '-').Replace('—', '-').Split('-');
            if (ends.Length > 2 || !TryDay(ends[0], out var first) || !TryDay(ends[^1], out var last)) return false;
            found.AddRange(Enumerable.Range(0, ((last - first + 7) % 7) + 1).Select(n => (DayOfWeek)(((int)first + n) % 7)));
        }
        return true;
    }

    private static bool IsDaily(string text) => text is "每天" or "每日" || text.Equals("Daily", StringComparison.OrdinalIgnoreCase);

    /// <summary>"Mon", "Monday", 周一, 星期天.</summary>
    private static bool TryDay(string text, out DayOfWeek day)
    {
        var index = Array.FindIndex(Enum.GetNames<DayOfWeek>(), name => text.Equals(name, StringComparison.OrdinalIgnoreCase) || text.Equals(name[..3], StringComparison.OrdinalIgnoreCase));
        if (index < 0 && Weeks.FirstOrDefault(week => text.StartsWith(week, StringComparison.Ordinal)) is { } week && text.Length == week.Length + 1)
            index = Chinese.IndexOf(text[^1] == '天' ? '日' : text[^1], StringComparison.Ordinal);
        day = (DayOfWeek)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>"24:00" is the end of the day.</summary>
    private static bool TryTime(string text, out TimeOnly time)
    {
        time = TimeOnly.MaxValue;
        return text == "24:00" || TimeOnly.TryParseExact(text.Replace('：', ':'), ["HH:mm", "H:mm"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out time);
    }

    private static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
