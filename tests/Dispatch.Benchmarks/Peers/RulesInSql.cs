using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;

namespace Dispatch.Benchmarks.Peers;

/// <summary>
/// Every rule of the engine for those who are listed, written as a user would who has a database and no engine: words and skills as bits,
/// rarity worked out beforehand. Parameters: $1 the skill to search by, $2 to $5 where, as the store has it, then those of
/// <see cref="Asked"/> and, to rank as well, those of <see cref="Ranking"/>.
/// </summary>
internal sealed class RulesInSql(Listings listings)
{
    /// <summary>Columns of an expert besides the number; metres, kilometres, degrees and UTC ticks. Slot: the place among all ids.</summary>
    public const string Columns = """
        slot int, open_seats int, capacity float8, radius_km float8, latitude float8, longitude float8, speaks int, crops int,
        holds1 bigint, holds2 bigint, holds3 bigint, away_from bigint, away_until bigint, rare1 int, rare1_m int, rare2 int, rare2_m int, rare3_m int
        """;

    /// <summary>Speaks the language and has every skill at its level.</summary>
    public const string Able = "speaks & $6 <> 0 AND holds1 & $7 = $7 AND holds2 & $8 = $8 AND holds3 & $9 = $9";

    private const int Nobody = -1, NotListed = -2;
    private const double EarthRadiusKm = 6371.0088;
    private readonly List<string> languages = [.. Words(listings, expert => expert.Languages)], crops = [.. Words(listings, expert => expert.Crops)];
    private readonly Dictionary<ExpertId, int> slots = Enumerable.Range(0, listings.Scene.Roster.Candidates.Length).ToDictionary(slot => listings.Scene.Roster.Candidates[slot].Expert.Id);

    /// <summary>Has no other seat of the order and has not refused it, is whom the visit was planned with, and there on that day.</summary>
    /// <param name="isIn">Whether a column is among a parameter's numbers.</param>
    public static string Free(Func<string, string, string> isIn) =>
        $"NOT ({isIn("number", "$12")}) AND ($13 = {Nobody} OR number = $13) AND NOT ($17 >= away_from AND $17 < away_until)";

    /// <summary>The number of the cheapest who goes that far and is within reach.</summary>
    /// <param name="near">What stands after FROM: those to be ranked.</param>
    /// <param name="isIn">Whether a column is among a parameter's numbers.</param>
    public string Best(string near, Func<string, string, string> isIn) => $"""
        WITH measured AS MATERIALIZED (
          SELECT number, slot, radius_km,
            {2 * EarthRadiusKm} * asin(sqrt(power(sin(radians(latitude - $10) / 2), 2) + cos(radians($10)) * cos(radians(latitude)) * power(sin(radians(longitude - $11) / 2), 2))) AS km,
            round(open_seats / capacity * {Rules.Metres(Weights.LoadKm)})
              - CASE WHEN {isIn("number", "$15")} THEN {Rules.Metres(Weights.PairingBonusKm)} ELSE 0 END
              - CASE WHEN number = $14 THEN {Rules.Metres(Weights.AskedForBonusKm)} ELSE 0 END
              + CASE WHEN $16 = 0 OR crops & $16 <> 0 THEN 0 ELSE {Rules.Metres(Weights.CropKm)} END
              + CASE WHEN $7 >> rare1 & 1 = 0 THEN rare1_m WHEN $7 >> rare2 & 1 = 0 THEN rare2_m ELSE rare3_m END
              - $18 AS other_m
          FROM {near})
        SELECT number FROM measured WHERE km <= radius_km AND round(km * 1000) + other_m <= $19
        ORDER BY round(km * 1000) + other_m, slot LIMIT 1
        """;

    /// <summary>The values of <see cref="Columns"/>.</summary>
    public object[] Row(Candidate who)
    {
        var (expert, holds, leave) = (who.Expert, Bits(who.Expert.Skills), who.Expert.Leaves.SingleOrDefault());
        var rare = expert.Skills.Select(held => (Skill: (int)held.Skill, M: (int)Rules.Metres(Weights.ScarcityKm * listings.Scene.Roster.Rarity(held.Skill))))
            .OrderByDescending(held => held.M).Concat(Enumerable.Repeat((Skill: 0, M: 0), 3)).Take(3).ToArray();
        return
        [
            slots[expert.Id], who.OpenSeats, (double)expert.Capacity, expert.TravelRadiusKm, expert.Base.Latitude, expert.Base.Longitude,
            expert.Languages.Aggregate(0, (bits, word) => bits | Bit(languages, word)), expert.Crops.Aggregate(0, (bits, word) => bits | Bit(crops, word)),
            holds[0], holds[1], holds[2], leave?.From.UtcTicks ?? long.MaxValue, leave?.To.UtcTicks ?? long.MaxValue,
            rare[0].Skill, rare[0].M, rare[1].Skill, rare[1].M, rare[2].M,
        ];
    }

    /// <summary>$6 to $9.</summary>
    public object[] Asked(Need need)
    {
        var holds = Bits(need.Skills);
        return [Bit(languages, need.Language), holds[0], holds[1], holds[2]];
    }

    /// <summary>$10 to $19.</summary>
    /// <param name="need">What is asked for.</param>
    /// <param name="set">Numbers as the store takes them.</param>
    public object[] Ranking(Need need, Func<IEnumerable<int>, object> set) =>
    [
        need.Place.Latitude, need.Place.Longitude, set(Numbers(need.Refused.Concat(need.AlreadyOnOrder))), Number(need.HeldFor), Number(need.AskedFor), set(Numbers(need.PairedWith)),
        need.Crop is null ? 0 : Bit(crops, need.Crop), need.PlannedFor?.UtcTicks ?? 0, Rules.Metres(Weights.AgeKmPerHour * listings.Scene.HoursWaited(need)),
        need.Urgency == Urgency.Urgent || need.HeldFor is not null ? long.MaxValue : Rules.Metres(Weights.ReachKm),
    ];

    private Weights Weights => listings.Scene.Weights;

    private int Number(ExpertId? id) => id is { } known ? listings.NumberOf(known) ?? NotListed : Nobody;

    private IEnumerable<int> Numbers(IEnumerable<ExpertId> ids) => ids.Select(listings.NumberOf).OfType<int>();

    private static IEnumerable<string> Words(Listings listings, Func<Expert, IEnumerable<string>> of) => listings.All.ToArray().SelectMany(who => of(who.Expert)).Distinct();

    /// <summary>The word's bit; one that nobody has shares the last.</summary>
    private static int Bit(List<string> words, string word) => words.IndexOf(word) is var number and >= 0 ? 1 << number : 1 << 30;

    /// <summary>For each level from the lowest, a bit for each skill that is at it or above.</summary>
    private static long[] Bits(IEnumerable<SkillLevel> skills)
    {
        var bits = new long[(int)Level.Senior];
        foreach (var (skill, level) in skills)
            for (var at = 0; at < (int)level; at++) bits[at] |= 1L << (int)skill;
        return bits;
    }
}
