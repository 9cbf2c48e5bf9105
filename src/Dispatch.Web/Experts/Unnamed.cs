using System.Text.RegularExpressions;

namespace Dispatch.Web.Experts;

/// <summary>A farmer's words for those who don't call the farmer: people write their name and number into them.</summary>
internal static partial class Unnamed
{
    private const string LeftOut = "…";

    public static string Words(string words, string name) =>
        Number().Replace(name.Length > 1 ? words.Replace(name, LeftOut, StringComparison.Ordinal) : words, LeftOut);

    /// <summary>Seven digits or more, as phones have and fields don't.</summary>
    [GeneratedRegex(@"\+?[0-9０-９](?:[\s\-‐–—]?[0-9０-９]){6,}")]
    private static partial Regex Number();
}
