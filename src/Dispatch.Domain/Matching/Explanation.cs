namespace Dispatch.Domain.Matching;

/// <summary>
/// Why this expert and not another, as data that is stored with the offer and put into words by pages.
/// Plain values only: System.Text.Json writes and reads it as it is.
/// </summary>
/// <param name="Chosen">Who gets the offer: rank 1 for a seat matched alone, perhaps another in a batch or when a clerk pins; null for nobody.</param>
/// <param name="Top">The cheapest, by rank, and the chosen.</param>
/// <param name="Others">Everyone else with at least one of the required skills or asked for by name: those with a rank first, then by id.</param>
/// <param name="Nobody">Why nobody can have the seat; null when somebody can.</param>
public sealed record Explanation(Guid? Chosen, IReadOnlyList<Ranked> Top, IReadOnlyList<Other> Others, NoAnswer? Nobody)
{
    /// <summary>Why it is the chosen; null for nobody.</summary>
    public Choice? Because { get; init; }

    /// <summary>Everybody it speaks of.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<Guid> Everybody => [.. Top.Select(ranked => ranked.Expert), .. Others.Select(other => other.Expert), .. Nobody?.Full ?? []];

    /// <summary>What the seat needed at that time, as <see cref="SkillLevel"/> writes it.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}

/// <summary>Why an expert is the chosen one: "chosen because…".</summary>
public enum Choice
{
    /// <summary>花费最低 Costs least.</summary>
    CostsLeast,
    /// <summary>统筹最优 Those who cost less were needed for other seats matched at the same time, where they save more or serve who waited longer.</summary>
    OthersNeededElsewhere,
    /// <summary>按计划 The visit was planned with this expert.</summary>
    Planned,
    /// <summary>专员指派 A clerk decided.</summary>
    Pinned,
}

/// <summary>A candidate with the cost in kilometres; the parts that are not zero, by the soft rules' names, sum to it exactly.</summary>
public sealed record Ranked(int Rank, Guid Expert, decimal CostKm, IReadOnlyList<CostPart> Parts);

/// <summary>What one soft rule adds, km, to the metre; negative is a bonus.</summary>
public readonly record struct CostPart(string Rule, decimal Km);

/// <summary>A candidate beyond the top: either the rank, or what excluded them. The cost is known for the ranked and those beyond reach.</summary>
public sealed record Other(Guid Expert, int? Rank, Exclusion? Excluded, decimal? CostKm);
