using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Http;

/// <summary>Which language the caller wants: English when that is asked for before Chinese, else Chinese.</summary>
public static class Language
{
    public const string Chinese = "zh";
    public const string English = "en";

    public static string Of(HttpContext context)
    {
        var wanted = context.Request.GetTypedHeaders().AcceptLanguage.Where(value => value.Quality is not 0).OrderByDescending(value => value.Quality ?? 1)
            .Select(value => value.Value.ToString().Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(value => value is Chinese or English);
        return wanted ?? Chinese;
    }
}

/// <summary>The service's sentences: Texts.resx in Chinese, Texts.en.resx in English.</summary>
public static class Texts
{
    private static readonly ResourceManager Resources = new("Dispatch.Http.Texts", typeof(Texts).Assembly);
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <exception cref="MissingManifestResourceException">No sentence has this key.</exception>
    public static string In(string language, string key, params object[] values)
    {
        var culture = language == Language.English ? English : CultureInfo.InvariantCulture;
        var text = Resources.GetString(key, culture) ?? throw new MissingManifestResourceException($"No text for '{key}'.");
        return values.Length == 0 ? text : string.Format(culture, text, values);
    }
}
