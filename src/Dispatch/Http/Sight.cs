using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Dispatch.Http;

/// <summary>What of a text can be seen. A zero-width space is no name, though it is a character and no white space.</summary>
public static class Sight
{
    /// <summary>Letters and symbols by their category, which are drawn as nothing all the same: Hangul fillers, the empty Braille pattern.</summary>
    private static readonly HashSet<int> Empty = [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0];

    /// <summary>Whether a text is missing, or has nothing to see: only spaces, signs that steer other signs, and marks without a letter.</summary>
    public static bool ShowsNothing([NotNullWhen(false)] this string? text) => text?.EnumerateRunes().Any(IsSeen) != true;

    private static bool IsSeen(Rune rune) => !Empty.Contains(rune.Value) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);
}
