using System.Globalization;

namespace Dispatch.Http;

/// <summary>A stretch of months in the district's time zone, both ends included; an end that is missing is open.</summary>
public sealed record Months(DateOnly? From, DateOnly? To)
{
    private const string Form = "yyyy-MM";

    public string First => Written(From ?? DateOnly.MinValue);

    public string Last => Written(To ?? DateOnly.MaxValue);

    /// <summary>When the first month begins.</summary>
    public DateTimeOffset Start(TimeZoneInfo zone) => From is { } month ? At(month, zone) : DateTimeOffset.MinValue;

    /// <summary>When the last month is over.</summary>
    public DateTimeOffset End(TimeZoneInfo zone) => To is { } month ? At(month.AddMonths(1), zone) : DateTimeOffset.MaxValue;

    /// <exception cref="BadInput">Names the field that is no month, or a stretch that ends before it starts.</exception>
    public static Months Read(string? from, string? to)
    {
        var check = new Check();
        var months = new Months(Month(check, "from", from), Month(check, "to", to));
        if (months.To < months.From) check.Fail("to", "EndsBeforeItStarts");
        check.Done();
        return months;
    }

    private static DateOnly? Month(Check check, string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DateOnly.TryParseExact(text.Trim(), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is > 1900 and < 9999) return month;
        check.Fail(field, "NotAMonth", text);
        return null;
    }

    private static string Written(DateOnly month) => month.ToString(Form, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
