using System.Runtime.InteropServices;
using Dispatch.Domain.Stations;

namespace Dispatch.Domain.Experts;

/// <summary>An agricultural expert (农技专家): what they know, where they start from, and when they can come.</summary>
public sealed class Expert
{
    public required ExpertId Id { get; init; }

    /// <summary>The expert's number in the district's list; unique.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    public required string Phone { get; set; }

    public required List<SkillLevel> Skills { get; set; }

    /// <summary>Crops and animals the expert has experience with, as the lexicon names them.</summary>
    public List<string> Crops { get; set; } = [];

    /// <summary>BCP 47 codes: "zh", "mn".</summary>
    public List<string> Languages { get; set; } = ["zh"];

    /// <summary>Where the expert starts from.</summary>
    public required Place Base { get; set; }

    public required string TownCode { get; set; }

    public StationId? Station { get; set; }

    /// <summary>How far the expert goes from the base, km.</summary>
    public double TravelRadiusKm { get; set; } = 60;

    /// <summary>How many seats the expert may hold at once; at least 1.</summary>
    public required int Capacity { get; set; }

    /// <summary>How many are held now, offers included. Counted by the database; never set by hand.</summary>
    public int OpenSeats { get; private set; }

    public WeeklyHours Hours { get; set; } = WeeklyHours.OfficeHours;

    public List<Leave> Leaves { get; set; } = [];

    /// <summary>Whether the expert is still with the programme.</summary>
    public bool Active { get; set; } = true;

    /// <summary>The level held in a skill, or null.</summary>
    public Level? LevelIn(Skill skill)
    {
        foreach (var held in CollectionsMarshal.AsSpan(Skills))
            if (held.Skill == skill) return held.Level;
        return null;
    }

    /// <param name="language">BCP 47 code.</param>
    public bool Speaks(string language)
    {
        foreach (var spoken in CollectionsMarshal.AsSpan(Languages))
            if (spoken.Equals(language, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    public bool Has(SkillLevel need) => LevelIn(need.Skill) >= need.Level;

    /// <summary>The first stretch of duty in [from, to] that no leave covers; null when there is none.</summary>
    public (DateTimeOffset Start, DateTimeOffset End)? DutyWithin(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        while (Hours.FirstWithin(from, to, zone) is { } duty)
        {
            var leave = Leaves.Find(leave => leave.Covers(duty.Start));
            if (leave is null) return (duty.Start, UntilLeave(duty.Start, duty.End));
            if (leave.To >= to) return null;
            from = leave.To;
        }
        return null;
    }

    private DateTimeOffset UntilLeave(DateTimeOffset start, DateTimeOffset end) =>
        Leaves.Where(leave => leave.From > start && leave.From < end && leave.To > leave.From).Select(leave => leave.From).Append(end).Min();

    public bool OnLeave(DateTimeOffset at) => Leaves.Exists(leave => leave.Covers(at));
}

/// <summary>Time off: holiday, illness, training. The end is exclusive.</summary>
public sealed record Leave(DateTimeOffset From, DateTimeOffset To, string Why)
{
    public bool Covers(DateTimeOffset at) => From <= at && at < To;
}
