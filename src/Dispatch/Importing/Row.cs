using System.Buffers;
using System.Globalization;
using Dispatch.Domain;
using Dispatch.Http;

namespace Dispatch.Importing;

/// <summary>One row of a list, as it is written; its <see cref="Check"/> collects what is wrong with it.</summary>
public sealed class Row(int line, string[] fields, Headers headers, Dictionary<string, (int Line, Check Check)> keys)
{
    private static readonly char[] Separators = [';', ',', '、', '|', '\n'];
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create('\n', '\r', '\t', '\u2028', '\u2029');

    /// <summary>The line of the file it begins on, from 1.</summary>
    public int Line => line;

    public Check Check { get; } = new();

    public bool Has(string column) => headers.PlaceOf(column) is not null;

    /// <summary>The column as this file writes it, for messages.</summary>
    public string AsWritten(string column) => headers.AsWritten(column);

    /// <summary>Trimmed; null where it is blank or there is no such column.</summary>
    public string? Text(string column)
    {
        var text = headers.PlaceOf(column) is { } place && place < fields.Length ? fields[place].Trim() : "";
        return text.ShowsNothing() ? null : text;
    }

    /// <summary>The same of a name: it stands in lists, messages and letters, where a line break or a tab would tear it apart.</summary>
    public string? OneLine(string column)
    {
        var text = Text(column);
        if (text?.AsSpan().ContainsAny(LineBreaks) == true) Check.Fail(column, "NotOneLine");
        return text;
    }

    /// <summary>A text with full-width digits, letters and signs made narrow: for codes, numbers and lists.</summary>
    public string? Plain(string column) => Text(column) is { } text ? Narrow(text).Trim() : null;

    /// <summary>A code that must be there and be all digits, that many.</summary>
    public string Digits(string column, int count)
    {
        var code = Check.Text(column, Plain(column), 100);
        if (code.Length > 0 && (code.Length != count || !code.All(char.IsAsciiDigit))) Check.Fail(column, "NotACode", code, count);
        return code;
    }

    public double? Number(string column) =>
        Plain(column) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : Bad<double>(column, "NotANumber", text);

    public int? Whole(string column) =>
        Plain(column) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : Bad<int>(column, "NotANumber", text);

    /// <summary>Where the two columns say; null where they are blank, or can't be meant.</summary>
    public Place? Place(string latitude, string longitude)
    {
        var errors = Check.Errors.Count;
        var (north, east) = (Number(latitude), Number(longitude));
        return Check.Errors.Count > errors ? null : Check.Likely(latitude, Check.Place(north, east, latitude, longitude));
    }

    public bool? YesOrNo(string column) => Plain(column)?.ToUpperInvariant() switch
    {
        null => null,
        "1" or "TRUE" or "YES" or "Y" or "是" or "在岗" => true,
        "0" or "FALSE" or "NO" or "N" or "否" or "离岗" => false,
        { } other => Bad<bool>(column, "NotOneOf", other, "是, 否, yes, no"),
    };

    /// <summary>Parted by semicolons, commas, 、 or |; empty where it is blank.</summary>
    public IReadOnlyList<string> List(string column) =>
        [.. (Plain(column) ?? "").Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>Complains when an earlier row of the file has the same key; not when that one is bad, and so does not count.</summary>
    public void KeyIs(string column, string key)
    {
        if (key.Length == 0) return;
        if (keys.TryGetValue(key, out var first) && !first.Check.Failed) Check.Fail(column, "TwiceInFile", key, first.Line);
        else keys[key] = (line, Check);
    }

    public static string Narrow(string text) => string.Create(text.Length, text, (narrow, wide) =>
    {
        for (var n = 0; n < wide.Length; n++)
            narrow[n] = wide[n] switch { '\u3000' or '\u00A0' => ' ', '\uFEFF' => ' ', >= '\uFF01' and <= '\uFF5E' => (char)(wide[n] - 0xFEE0), _ => wide[n] };
    }).Trim();

    private T? Bad<T>(string column, string key, params object[] values)
        where T : struct
    {
        Check.Fail(column, key, values);
        return null;
    }
}
