namespace Dispatch.Web.Demo;

/// <summary>Invents names and telephone numbers. No number is given twice.</summary>
internal sealed class People(Random random)
{
    private static readonly Dictionary<string, string[]> Names = WorldFile
        .Read("names.csv", row => (Kind: row.GetString("kind"), Text: row.GetString("text")))
        .ToDictionary(list => list.Kind, list => list.Text.Split(' '));

    private int mobiles;
    private int landlines;

    public static IReadOnlyList<string> Bases => Names["base"];

    public string Name(string language = "zh") =>
        language == "mn" ? random.From(Names["mongolian"]) : random.From(Names["surname"]) + random.From(Names["given"]);

    /// <summary>Of a mobile's form, in a range (154) that no carrier is known to use.</summary>
    public string Mobile() => $"1540478{mobiles++:D4}";

    /// <summary>Bayannur's area code and a made-up number, as numbers are kept.</summary>
    public string Landline() => $"0478444{landlines++:D4}";
}

/// <summary>Choosing by chance.</summary>
internal static class Chance
{
    public static T From<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public static bool OneIn(this Random random, int n) => random.Next(n) == 0;

    /// <summary>Some of the choices, each at most once.</summary>
    public static List<T> Some<T>(this Random random, IReadOnlyList<T> choices, int count)
    {
        var shuffled = choices.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled.Take(count)];
    }
}
