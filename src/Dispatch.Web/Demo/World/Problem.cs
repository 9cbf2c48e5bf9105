using System.Globalization;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Importing;

namespace Dispatch.Web.Demo;

/// <summary>A difficulty as a farmer would tell it.</summary>
/// <param name="Text">The farmer's words.</param>
/// <param name="Skill">The skill it needs; null when the words leave it open.</param>
/// <param name="Crop">The crop or animal, as the lexicon names it.</param>
/// <param name="Urgency">How urgent it is in truth, whatever the words say.</param>
/// <param name="Season">The months in which it comes up.</param>
public sealed record Problem(string Text, Skill? Skill, string? Crop, Urgency Urgency, Season Season)
{
    public static IReadOnlyList<Problem> All { get; } = WorldFile.Read("problems.csv", row => new Problem(
        row.GetString("text"), row.Named<Skill>("skill"), row.Filled("crop"), row.Named<Urgency>("urgency") ?? Urgency.Normal, Season.Parse(row.Filled("months"))));
}

/// <summary>From one month to another, both included; may run over the new year (10–4).</summary>
public readonly record struct Season(int From, int To)
{
    public bool Covers(int month) => From <= To ? From <= month && month <= To : month >= From || month <= To;

    /// <summary>Reads "4-9"; null is the whole year.</summary>
    public static Season Parse(string? months) => months?.Split('-') switch
    {
        null => new Season(1, 12),
        [var from, var to] => new Season(Month(from), Month(to)),
        _ => throw new FormatException($"'{months}' is no season: expected 4-9."),
    };

    private static int Month(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A lecture that can be planned.</summary>
public sealed record LectureTitle(string Title, Skill Skill)
{
    public static IReadOnlyList<LectureTitle> All { get; } = WorldFile.Read("lectures.csv", row => new LectureTitle(row.GetString("title"), row.Named<Skill>("skill")!.Value));
}
