using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;

namespace Dispatch.Benchmarks.Peers;

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
    private readonly Candidate[] all;
    private readonly Dictionary<ExpertId, int> numbers;

    public Listings(World world, IReadOnlyCollection<Need> needs)
    {
        Scene = world.Scene();
        var until = needs.Max(need => need.AnswerBy);
        all = [.. world.Roster.Candidates.ToArray().Where(who => who.Expert.Active && who.FreeSeats > 0 && Scene.PresenceOf(who.Expert, until) == Presence.OnDuty)
            .OrderBy(who => Math.Floor(who.Expert.Base.Latitude * StripsPerDegree)).ThenBy(who => who.Expert.Base.Longitude)];
        numbers = Enumerable.Range(0, all.Length).ToDictionary(number => all[number].Expert.Id);
        Skills = [.. all.SelectMany(who => who.Expert.Skills).Select(held => held.Skill).Distinct()];
        FarthestKm = all.Select(who => who.Expert.TravelRadiusKm).DefaultIfEmpty().Max();
    }

    public Scene Scene { get; }

    public ReadOnlySpan<Candidate> All => all;

    /// <summary>Nobody goes farther, km.</summary>
    public double FarthestKm { get; }

    /// <summary>Every skill that somebody has.</summary>
    public IReadOnlyCollection<Skill> Skills { get; }

    /// <summary>The number of an expert who is listed.</summary>
    public int? NumberOf(ExpertId id) => numbers.TryGetValue(id, out var number) ? number : null;

    /// <summary>The one of the skills asked for that the fewest have.</summary>
    public SkillLevel Rarest(Need need) => need.Skills.MinBy(asked => Scene.Roster.Holders(asked.Skill));

    /// <summary>The best of those found, by the engine's rules and at the full cost, from experts in memory; null when none may go.</summary>
    public Expert? Best(Need need, IReadOnlyList<Found> found)
    {
        var (best, leastM) = ((Expert?)null, long.MaxValue);
        foreach (var (number, openSeats) in found)
        {
            var who = new Candidate(all[number].Expert, openSeats);
            if (Rules.Judge(need, who, Scene, out var costM) is not null || costM > leastM) continue;
            if (costM < leastM || who.Expert.Id < best!.Id) (best, leastM) = (who.Expert, costM);
        }
        return best;
    }
}
