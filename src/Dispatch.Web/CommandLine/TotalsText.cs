using System.Globalization;
using Dispatch.Http;
using Dispatch.Ledger;

namespace Dispatch.Web.CommandLine;

/// <summary>The ledger's totals as lines with columns; a Chinese character takes two places.</summary>
internal static class TotalsText
{
    private const int Name = 26;
    private const int Number = 10;

    public static IEnumerable<string> Lines(TotalsView view, string language)
    {
        yield return Columns(Texts.In(language, "Ledger.Kind"), Texts.In(language, "Ledger.Times"), Texts.In(language, "Ledger.People"));
        foreach (var row in view.Rows)
        {
            yield return Heading(view.By, row, language);
            foreach (var kind in row.Counted) yield return Line("  ", kind, language);
            if (row.OpeningBalances.Count > 0) yield return $"  {Texts.In(language, "Ledger.Apart")}";
            foreach (var kind in row.OpeningBalances) yield return Line("    ", kind, language);
        }
    }

    private static string Heading(By by, TotalsRow row, string language) =>
        by == By.District ? Texts.In(language, "Ledger.District") : $"{row.Key ?? Texts.In(language, "Ledger.None")} {row.Name}".Trim();

    private static string Line(string indent, KindTotal kind, string language) =>
        Columns(indent + Texts.In(language, $"EntryKind.{kind.Kind}"), kind.Quantity.ToString("N0", CultureInfo.InvariantCulture), kind.People.ToString("N0", CultureInfo.InvariantCulture));

    private static string Columns(string name, string times, string people) =>
        name + Blanks(Name - Width(name)) + Blanks(Number - Width(times)) + times + Blanks(Number - Width(people)) + people;

    private static string Blanks(int count) => new(' ', Math.Max(1, count));

    private static int Width(string text) => text.Sum(letter => letter >= '\u1100' ? 2 : 1);
}
