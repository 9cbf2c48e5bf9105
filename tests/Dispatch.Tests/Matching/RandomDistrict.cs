using System.Collections.Immutable;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using static Dispatch.Tests.Matching.District;

namespace Dispatch.Tests.Matching;

/// <summary>
/// A crowded district of few places, few skills and scarce capacity, so that ties, conflicts and every rule occur; or, spread out,
/// one where no two are at the same place. The same seed, the same district.
/// </summary>
internal sealed class RandomDistrict(int seed, bool spread = false)
{
    private static readonly Skill[] Skills = [Skill.Agronomy, Skill.Veterinary, Skill.Seed];
    private readonly Random random = new(seed);

    public Scene Scene(int experts) =>
        District.Scene(new Weights { ReachKm = random.Next(10, 60) }, [.. Enumerable.Range(0, experts).Select(Candidate)]);

    /// <summary>At least this many seats; some orders have two or three.</summary>
    public List<Need> Needs(int seats)
    {
        var needs = new List<Need>();
        while (needs.Count < seats)
        {
            var first = Need(needs.Count);
            for (var seat = 1; seat <= (random.Next(3) == 0 ? random.Next(2, 4) : 1); seat++)
                needs.Add(first with { Seat = seat, Skills = Asked() });
        }
        return needs;
    }

    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    private Candidate Candidate(int number)
    {
        var capacity = random.Next(1, 4);
        return Expert($"e{number}", 0, expert =>
        {
            expert.Base = Somewhere();
            expert.Skills = [.. Skills.Where(_ => random.Next(3) > 0).Select(skill => new SkillLevel(skill, (Level)random.Next(1, 4)))];
            expert.Capacity = capacity;
            expert.TravelRadiusKm = random.Next(20, 70);
            expert.Active = random.Next(15) > 0;
            if (random.Next(4) == 0) expert.Languages.Add("mn");
            if (random.Next(2) == 0) expert.Crops.Add("玉米");
            if (random.Next(8) == 0) expert.Hours = WeeklyHours.Parse("Tue 08:00-18:00");
            if (random.Next(8) == 0) expert.Leaves.Add(new Leave(Monday9.AddHours(-1), Monday9.AddDays(1), "休假"));
        }).Holding(random.Next(capacity + 1));
    }

    private Need Need(int number) => District.Need($"o{number}") with
    {
        Place = Somewhere(),
        Urgency = (Urgency)random.Next(3),
        QueuedSince = Monday9.AddHours(-6 * random.Next(8)),
        Language = random.Next(6) == 0 ? "mn" : "zh",
        Crop = random.Next(2) == 0 ? "玉米" : null,
        Refused = Some(6),
        PairedWith = Some(8),
        AskedFor = random.Next(5) == 0 ? ExpertId.For("e0") : null,
        HeldFor = random.Next(8) == 0 ? ExpertId.For($"e{random.Next(4)}") : null,
        PlannedFor = random.Next(6) == 0 ? Monday9.AddHours(random.Next(48)) : null,
    };

    /// <summary>Somebody gets a seat or is rid of one; or, one time in three, enters, leaves, or is from now on somebody quite different.</summary>
    /// <param name="roster">Where.</param>
    /// <param name="numbers">From how many experts, in the roster or not.</param>
    public void ChangeSomebody(Roster roster, int numbers)
    {
        var number = random.Next(numbers);
        if (random.Next(3) > 0) ChangeSeats(roster, ExpertId.For($"e{number}"));
        else if (random.Next(4) > 0) roster.Put(Candidate(number).Expert);
        else roster.Remove(ExpertId.For($"e{number}"));
    }

    private void ChangeSeats(Roster roster, ExpertId id)
    {
        if (roster.Find(id) is not { } who) return;
        if (who.OpenSeats > 0 && random.Next(2) == 0) roster.Change(id, -1);
        else if (who.FreeSeats > 0) roster.Change(id, 1);
    }

    private Place Somewhere() => spread ? new Place(40.75 + (random.NextDouble() / 2), 107.4 + (random.NextDouble() / 2)) : North(random.Next(5) * 10);

    private SkillLevel[] Asked() =>
        [.. Shuffled(Skills).Take(random.Next(5) == 0 ? 2 : 1).Select(skill => new SkillLevel(skill, (Level)random.Next(1, 3)))];

    private ImmutableArray<ExpertId> Some(int oneIn) => [.. Enumerable.Range(0, 5).Where(_ => random.Next(oneIn) == 0).Select(n => ExpertId.For($"e{n}"))];
}
