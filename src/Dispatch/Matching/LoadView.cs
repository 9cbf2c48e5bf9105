using Dispatch.Domain;
using Dispatch.Domain.Matching;
using Dispatch.Http;

namespace Dispatch.Matching;

/// <summary>How work lies on the experts, and which skills have too few of them for what is asked.</summary>
/// <param name="At">As of when.</param>
/// <param name="From">The period in which demand and served seats are counted begins here.</param>
/// <param name="To">And ends here: with the last month, or now.</param>
/// <param name="Now">The seats held now, over the active experts.</param>
/// <param name="Served">The seats reported on in the period, over the active experts.</param>
/// <param name="Experts">Each active expert, the fullest first.</param>
/// <param name="Skills">Each skill: those with too few experts first, then the most asked for.</param>
/// <param name="Words">Which skills have too few experts, in a sentence each.</param>
/// <param name="LeftOut">Codes of experts who are asked for nothing and not counted, because their row is wrong; "dispatch doctor" says how.</param>
public sealed record LoadView(
    DateTimeOffset At, DateTimeOffset From, DateTimeOffset To, LoadOverExperts Now, LoadOverExperts Served,
    IReadOnlyList<ExpertLoad> Experts, IReadOnlyList<SkillDemand> Skills, IReadOnlyList<string> Words, IReadOnlyList<string> LeftOut);

/// <summary>What an expert has to do.</summary>
/// <param name="Code">The expert's code in the district's list.</param>
/// <param name="Name">The name.</param>
/// <param name="OpenSeats">How many seats are held now, offers included.</param>
/// <param name="Capacity">How many may be.</param>
/// <param name="Load">The share of the capacity that is taken now, 0 to 1.</param>
/// <param name="Served">How many seats were reported on in the period.</param>
public sealed record ExpertLoad(string Code, string Name, int OpenSeats, int Capacity, double Load, int Served);

/// <summary>A shortage in a sentence: "兽医：1 名专家，43 个订单".</summary>
internal static class ShortageWords
{
    private const string Number = "0.#";

    public static IReadOnlyList<string> In(string language, IEnumerable<SkillDemand> skills) =>
        [.. skills.SelectMany(demand => demand.TooFew.Select(few => Sentence(language, demand, few)))];

    private static string Sentence(string language, SkillDemand demand, TooFew few) => Texts.In(
        language, $"Shortage.{few.Because}", Name(language, demand.Skill, few.Level), few.Experts, few.Orders, few.Capacity, few.Seats, Text(few.AtOnce), Text(demand.DaysHeld));

    /// <summary>The lowest level is anybody who has the skill.</summary>
    private static string Name(string language, Skill skill, Level level) =>
        language == Language.English ? (level == Level.Junior ? $"{skill}" : $"{skill} ({level})")
        : level == Level.Junior ? skill.Chinese() : skill.Chinese() + level.Chinese();

    private static string Text(double? number) => number?.ToString(Number, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
