using System.Globalization;
using System.Resources;

namespace Dispatch.Notifying;

/// <summary>What notices say: Texts.resx in Chinese, Texts.en.resx in English.</summary>
internal static class NoticeTexts
{
    public const string Chinese = "zh";
    public const string English = "en";

    private static readonly ResourceManager Resources = new("Dispatch.Notifying.Texts", typeof(NoticeTexts).Assembly);
    private static readonly CultureInfo EnglishCulture = CultureInfo.GetCultureInfo("en");

    /// <summary>English for those who want it and no Chinese; Chinese for everybody else.</summary>
    public static string Language(params IEnumerable<string> wanted)
    {
        var first = wanted.Select(code => code.Split('-')[0]).FirstOrDefault(code => code is Chinese or English);
        return first ?? Chinese;
    }

    /// <exception cref="MissingManifestResourceException">No sentence has this key.</exception>
    public static string In(string language, string key, params object[] values)
    {
        var culture = language == English ? EnglishCulture : CultureInfo.InvariantCulture;
        var text = Resources.GetString(key, culture) ?? throw new MissingManifestResourceException($"No text for '{key}'.");
        return values.Length == 0 ? text : string.Format(culture, text, values);
    }

    /// <summary>A moment as people there say it.</summary>
    public static string Time(string language, DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return language == English ? local.ToString("ddd d MMMM HH:mm", EnglishCulture) : local.ToString("M月d日HH:mm", CultureInfo.InvariantCulture);
    }
}
