using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Domain.Matching;

/// <summary>A rule that excludes: who does not pass it can't have the seat.</summary>
public sealed record HardRule(string Name, Exclusion Exclusion, Func<Need, Candidate, Scene, bool> Passes);

/// <summary>A rule that costs, in kilometres; negative is a bonus.</summary>
public sealed record SoftRule(string Name, Func<Need, Candidate, Scene, double> Km)
{
    /// <summary>The cost in whole metres: sums are exact, and equal is equal on every machine.</summary>
    public long Metres(Need need, Candidate candidate, Scene scene) => Rules.Metres(Km(need, candidate, scene));
}

/// <summary>Who may go, and what it costs (design: matching). One rule, one name, one line, one reason, one test.</summary>
public static class Rules
{
    /// <summary>The name of what <see cref="LineKm"/> costs, as the soft rules have theirs.</summary>
    public const string Line = "line";

    /// <summary>In the order of <see cref="Exclusion"/>; the first that fails is the one that is told.</summary>
    public static ImmutableArray<HardRule> Hard { get; } =
    [
        new("is with the programme", Exclusion.Inactive, (_, who, _) => who.Expert.Active),
        new("has every skill at its level", Exclusion.LacksSkill, (need, who, _) => HasAll(who.Expert, need.Asked)),
        new("goes that far", Exclusion.BeyondRadius, (need, who, scene) => scene.Km(need, who.Expert) <= who.Expert.TravelRadiusKm),
        new("speaks the language", Exclusion.LanguageNotSpoken, (need, who, _) => who.Expert.Speaks(need.Language)),
        new("has no other seat of the order", Exclusion.AlreadyOnOrder, (need, who, _) => !need.AlreadyOnOrder.Contains(who.Expert.Id)),
        new("has not refused the order", Exclusion.HasRefused, (need, who, _) => !need.Refused.Contains(who.Expert.Id)),
        new("is there on the day of the plan", Exclusion.AwayThatDay, (need, who, _) => need.PlannedFor is not { } day || !who.Expert.OnLeave(day)),
        new("is whom the visit was planned with", Exclusion.PlannedWithAnother, (need, who, _) => need.HeldFor is not { } one || one == who.Expert.Id),
        new("is not on leave", Exclusion.OnLeave, (need, who, scene) => scene.PresenceOf(who.Expert, need.AnswerBy) != Presence.OnLeave),
        new("is on duty in time", Exclusion.OffDuty, (need, who, scene) => scene.PresenceOf(who.Expert, need.AnswerBy) != Presence.OffDuty),
        new("has capacity left", Exclusion.Full, (_, who, _) => who.FreeSeats > 0),
    ];

    public static ImmutableArray<SoftRule> Soft { get; } =
    [
        new("distance", (need, who, scene) => scene.Km(need, who.Expert)),
        new("load", (_, who, scene) => LoadKm(who, scene)),
        new("pairing", (need, who, scene) => need.PairedWith.Contains(who.Expert.Id) ? -scene.Weights.PairingBonusKm : 0),
        new("asked for by name", (need, who, scene) => need.AskedFor == who.Expert.Id ? -scene.Weights.AskedForBonusKm : 0),
        new("crop unknown", (need, who, scene) => need.Crop is null || who.Expert.Crops.Contains(need.Crop) ? 0 : scene.Weights.CropKm),
        new("scarce skill", (need, who, scene) => scene.Weights.ScarcityKm * RarestUnused(need, who.Expert, scene.Roster)),
        new("waiting", (need, _, scene) => -scene.Weights.AgeKmPerHour * scene.HoursWaited(need)),
    ];

    /// <summary>To the nearest metre.</summary>
    public static long Metres(double km) => (long)Math.Round(km * 1000);

    /// <summary>What the seats held now cost.</summary>
    public static double LoadKm(Candidate candidate, Scene scene) => scene.Weights.LoadKm * candidate.OpenSeats / candidate.Expert.Capacity;

    /// <summary>The same in metres, after so many more seats.</summary>
    internal static long LoadM(Candidate candidate, int taken, Scene scene) => Metres(LoadKm(candidate with { OpenSeats = candidate.OpenSeats + taken }, scene));

    /// <summary>What it costs to stand in line for an expert, at this place of the line from 1: a line as long as the capacity costs LineKm.</summary>
    public static double LineKm(int place, Expert expert, Scene scene) => scene.Weights.LineKm * place / expert.Capacity;

    /// <summary>Whether the seat may stand in line: it is neither urgent nor planned with somebody, and has not waited for so long.</summary>
    public static bool IsPatient(Need need, Scene scene) =>
        need.Urgency != Urgency.Urgent && need.HeldFor is null && scene.HoursWaited(need) < scene.Weights.PatienceHours;

    /// <summary>The first hard rule that fails, or null. Reach, which depends on the cost, is asked by <see cref="Judge"/>.</summary>
    public static Exclusion? FirstFailing(Need need, Candidate candidate, Scene scene)
    {
        foreach (var rule in Hard)
            if (!rule.Passes(need, candidate, scene)) return rule.Exclusion;
        return null;
    }

    /// <summary>The sum of the soft rules, in metres.</summary>
    public static long CostM(Need need, Candidate candidate, Scene scene)
    {
        var sum = 0L;
        foreach (var rule in Soft) sum += rule.Metres(need, candidate, scene);
        return sum;
    }

    /// <summary>Why not, or at what cost: all hard rules, then the cost, then the reach.</summary>
    /// <param name="need">The seat.</param>
    /// <param name="candidate">The expert.</param>
    /// <param name="scene">The moment.</param>
    /// <param name="costM">Metres; 0 when a hard rule failed.</param>
    public static Exclusion? Judge(Need need, Candidate candidate, Scene scene, out long costM)
    {
        costM = 0;
        if (FirstFailing(need, candidate, scene) is { } failed) return failed;
        costM = CostM(need, candidate, scene);
        return IsInReach(need, candidate, costM, scene) ? null : Exclusion.BeyondReach;
    }

    /// <summary>Whether the cost is not too high yet.</summary>
    internal static bool IsInReach(Need need, Candidate candidate, long costM, Scene scene) =>
        need.Urgency == Urgency.Urgent || need.HeldFor == candidate.Expert.Id || costM <= scene.Weights.ReachKm * 1000;

    private static bool HasAll(Expert expert, ReadOnlySpan<SkillLevel> skills)
    {
        foreach (var skill in skills)
            if (!expert.Has(skill)) return false;
        return true;
    }

    private static double RarestUnused(Need need, Expert expert, Roster roster)
    {
        var fewest = int.MaxValue;
        foreach (var held in CollectionsMarshal.AsSpan(expert.Skills))
            if (!need.Asks(held.Skill)) fewest = Math.Min(fewest, roster.Holders(held.Skill));
        return fewest == int.MaxValue ? 0 : Roster.RarityOf(fewest);
    }
}
