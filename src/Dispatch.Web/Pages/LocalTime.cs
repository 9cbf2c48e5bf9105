using System.Globalization;
using Dispatch.Http;

namespace Dispatch.Web.Pages;

/// <summary>Times as people in the district write them, and as the fields of a browser send them: without an offset.</summary>
internal static class LocalTime
{
    private const string Moment = "yyyy-MM-dd'T'HH:mm";
    private const string Day = "yyyy-MM-dd";
    private static readonly string[] Moments = [Moment, "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-M-d H:mm"];

    /// <summary>What a field for a moment shows.</summary>
    public static string Write(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString(Moment, CultureInfo.InvariantCulture);

    /// <summary>What a field for a day shows.</summary>
    public static string WriteDay(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString(Day, CultureInfo.InvariantCulture);

    /// <summary>A moment; null where nothing is written.</summary>
    public static DateTimeOffset? Read(Check check, string field, string? text, TimeZoneInfo zone) => Read(check, field, text, zone, Moments);

    /// <summary>The beginning of a day; null where nothing is written.</summary>
    public static DateTimeOffset? ReadDay(Check check, string field, string? text, TimeZoneInfo zone) => Read(check, field, text, zone, Day);

    private static DateTimeOffset? Read(Check check, string field, string? text, TimeZoneInfo zone, params string[] forms)
    {
        if (text.ShowsNothing()) return null;
        if (DateTime.TryParseExact(text.Trim(), forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is >= 2000 and <= 2100) return new DateTimeOffset(local, zone.GetUtcOffset(local));
        check.Fail(field, "NotATime", text);
        return null;
    }
}
