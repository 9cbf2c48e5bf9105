using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;

namespace Dispatch.Benchmarks.Peers;

/// <summary>One expert as a store has them.</summary>
/// <param name="Who">The expert, and the seats held.</param>
/// <param name="Speaks">A bit for each language.</param>
/// <param name="Holds">A bit for each skill held at a level or a better one; the levels in turn, from the lowest.</param>
internal readonly record struct Listing(Candidate Who, int Speaks, long[] Holds);

/// <summary>One whom a store has found: the number among the listings, and the seats held, as the store says.</summary>
internal readonly record struct Found(int Number, int OpenSeats);

/// <summary>
/// A world as every store has it, in the stores' favour: only those who are with the programme, on duty in time and not full, which
/// nothing here pays for keeping true; numbered in strips from south to north and then by longitude, so that neighbours stand together.
/// </summary>
internal sealed class Listings
{
    /// <summary>So many of the nearest are looked at.</summary>
    public const int Enough = 32;

    private const int StripsPerDegree = 10;
    private readonly Scene scene;
    private readonly Listing[] all;
    private readonly List<string> languages;

    public Listings(World world, IReadOnlyCollection<Need> needs)
    {
        scene = world.Scene();
        var (candidates, until) = (world.Roster.Candidates.ToArray(), needs.Max(need => need.AnswerBy));
        languages = [.. candidates.SelectMany(who => who.Expert.Languages).Distinct()];
        all = [.. candidates.Where(who => who.Expert.Active && who.FreeSeats > 0 && scene.PresenceOf(who.Expert, until) == Presence.OnDuty)
            .OrderBy(who => Math.Floor(who.Expert.Base.Latitude * StripsPerDegree)).ThenBy(who => who.Expert.Base.Longitude)
            .Select(who => new Listing(who, who.Expert.Languages.Aggregate(0, (bits, language) => bits | Speaks(language)), Bits(who.Expert.Skills)))];
        FarthestKm = all.Select(one => one.Who.Expert.TravelRadiusKm).DefaultIfEmpty().Max();
    }

    public ReadOnlySpan<Listing> All => all;

    /// <summary>Nobody goes farther, km.</summary>
    public double FarthestKm { get; }

    /// <summary>The language's bit; none for one that nobody speaks.</summary>
    public int Speaks(string language) => languages.IndexOf(language) is var number and >= 0 ? 1 << number : 0;

    /// <summary>For each level from the lowest, a bit for each skill that is at it or above.</summary>
    public static long[] Bits(IEnumerable<SkillLevel> skills)
    {
        var bits = new long[(int)Level.Senior];
        foreach (var (skill, level) in skills)
            for (var at = 0; at < (int)level; at++) bits[at] |= 1L << (int)skill;
        return bits;
    }

    /// <summary>The one of the skills asked for that the fewest have.</summary>
    public SkillLevel Rarest(Need need) => need.Skills.MinBy(asked => scene.Roster.Holders(asked.Skill));

    /// <summary>The best of those found, by the engine's rules and at the full cost, from experts in memory; null when none may go.</summary>
    public Expert? Best(Need need, IReadOnlyList<Found> found)
    {
        var (best, leastM) = ((Expert?)null, long.MaxValue);
        foreach (var (number, openSeats) in found)
        {
            var who = new Candidate(all[number].Who.Expert, openSeats);
            if (Rules.Judge(need, who, scene, out var costM) is not null || costM > leastM) continue;
            if (costM < leastM || who.Expert.Id < best!.Id) (best, leastM) = (who.Expert, costM);
        }
        return best;
    }
}
