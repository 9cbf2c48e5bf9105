using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Matching;

/// <summary>Finds out why nobody can have a seat, and what would change it.</summary>
public static class WhyNobody
{
    /// <summary>How far ahead duty and reach are looked for.</summary>
    public static TimeSpan Horizon { get; } = TimeSpan.FromDays(31);

    /// <summary>The reason; who could have had the seat is taken to have served others first.</summary>
    public static NoAnswer For(Need need, Scene scene) => scene.Roster.Look(() =>
    {
        var tally = new Tally();
        foreach (var slot in scene.Roster.Index.HoldingRarest(need.Asked))
            if (scene.Roster.Candidates[slot] is var candidate && candidate.Expert.Active && HasAtAnyLevel(candidate.Expert, need)) tally.Count(need, candidate, scene);
        return tally.Told(need, scene);
    });

    private static bool HasAtAnyLevel(Expert expert, Need need) => need.Skills.All(asked => expert.LevelIn(asked.Skill) is not null);

    private sealed class Tally
    {
        private readonly SortedDictionary<Exclusion, int> failed = [];
        private readonly List<Guid> full = [];
        private int skilledAtAnyLevel, skilled, servingOthers;
        private DateTimeOffset? onDutyFrom;
        private long? leastCostM;

        public void Count(Need need, Candidate candidate, Scene scene)
        {
            skilledAtAnyLevel++;
            var exclusion = Rules.Judge(need, candidate, scene, out var costM);
            if (exclusion is Exclusion.LacksSkill) return;
            skilled++;
            if (exclusion is { } rule) failed[rule] = failed.GetValueOrDefault(rule) + 1;
            else servingOthers++;
            if (exclusion is Exclusion.Full or null) full.Add(candidate.Expert.Id.Value);
            if (exclusion is Exclusion.BeyondReach) leastCostM = Math.Min(leastCostM ?? costM, costM);
            if (exclusion is Exclusion.OnLeave or Exclusion.OffDuty
                && candidate.Expert.DutyWithin(scene.Now, scene.Now + Horizon, scene.Zone) is { } duty
                && !(onDutyFrom <= duty.Start))
                onDutyFrom = duty.Start;
        }

        public NoAnswer Told(Need need, Scene scene) => new(
            Code(), skilledAtAnyLevel, skilled, [.. failed.Select(rule => new FailedRule(rule.Key, rule.Value))], onDutyFrom, InReachFrom(need, scene), [.. full.Order()]);

        private NoAnswerCode Code() =>
            skilled == 0 ? NoAnswerCode.NobodyHasSkill
            : servingOthers > 0 ? NoAnswerCode.ServedOthersFirst
            : failed.ContainsKey(Exclusion.BeyondReach) ? NoAnswerCode.BeyondReach
            : failed.ContainsKey(Exclusion.Full) ? NoAnswerCode.AllFull
            : failed.ContainsKey(Exclusion.OffDuty) ? NoAnswerCode.AllOffDuty
            : failed.ContainsKey(Exclusion.OnLeave) ? NoAnswerCode.AllOnLeave
            : failed.ContainsKey(Exclusion.HasRefused) ? NoAnswerCode.AllRefused
            : NoAnswerCode.NobodyQualified;

        private DateTimeOffset? InReachFrom(Need need, Scene scene)
        {
            if (leastCostM is not { } costM) return null;
            // One metre more than missing, so that rounding to metres can't leave the moment a step short.
            var hours = ((costM + 1) / 1000.0 - scene.Weights.ReachKm) / scene.Weights.AgeKmPerHour;
            var ageing = need.QueuedSince > scene.Now ? need.QueuedSince : scene.Now;
            return hours <= Horizon.TotalHours ? ageing.AddHours(hours) : null;
        }
    }
}
