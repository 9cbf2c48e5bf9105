using System.Text.RegularExpressions;

namespace Dispatch.Http;

/// <summary>Chinese telephone numbers as people write them: full-width digits, spaces, hyphens, +86 and extensions are forgiven.</summary>
internal static partial class PhoneNumber
{
    /// <summary>From a full-width letter to its ASCII one.</summary>
    private const int FullWidth = '！' - '!';

    /// <param name="text">As written.</param>
    /// <param name="number">Digits as dialled within the country; behind a switchboard 转 and the extension.</param>
    public static bool TryRead(string? text, out string number)
    {
        var narrow = string.Concat((text ?? "").Select(letter => letter is >= '！' and <= '～' ? (char)(letter - FullWidth) : letter));
        var extension = Extension().Match(narrow);
        var digits = National(Separators().Replace(extension.Success ? narrow[..extension.Index] : narrow, ""));
        number = extension.Success ? $"{digits}转{extension.Groups[1].Value}" : digits;
        return Landline().IsMatch(digits) || (!extension.Success && Mobile().IsMatch(digits));
    }

    /// <summary>Without the country's code, and with the 0 that a landline loses behind it.</summary>
    private static string National(string digits)
    {
        var abroad = Country().Match(digits);
        if (!abroad.Success) return digits;
        var rest = digits[abroad.Length..];
        return rest.StartsWith('0') || Mobile().IsMatch(rest) ? rest : $"0{rest}";
    }

    [GeneratedRegex(@"[\s\-‐‑–—()]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"\s*(?:转|轉|分机|ext\.?|x|#|,)\s*[-:]?\s*([0-9]{1,6})\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex(@"^(\+86|0086|86(?=1[3-9][0-9]{9}$))")]
    private static partial Regex Country();

    /// <summary>Eleven digits from 13 to 19.</summary>
    [GeneratedRegex(@"^1[3-9][0-9]{9}\z")]
    private static partial Regex Mobile();

    /// <summary>Area code (0 and two or three digits) and seven or eight digits.</summary>
    [GeneratedRegex(@"^0[1-9][0-9]{1,2}[0-9]{7,8}\z")]
    private static partial Regex Landline();
}
