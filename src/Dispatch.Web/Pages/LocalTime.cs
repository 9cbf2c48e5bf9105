using System.Globalization;
using Dispatch.Http;

namespace Dispatch.Web.Pages;

/// <summary>A moment as a form has it, by the clock on the district's wall: "2026-06-03T09:00", or with a space where the browser leaves it to be typed.</summary>
internal static class LocalTime
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd H:mm"];

    /// <summary>Null where nothing was typed.</summary>
    public static DateTimeOffset? Moment(this Check check, string field, string? text, TimeZoneInfo zone)
    {
        if (text.ShowsNothing()) return null;
        if (DateTime.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is >= 2000 and <= 2100)
            return new DateTimeOffset(local, zone.GetUtcOffset(local));
        check.Fail(field, "NotAMoment", text);
        return null;
    }
}
