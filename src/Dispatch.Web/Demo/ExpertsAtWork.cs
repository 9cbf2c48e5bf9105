using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Web.Demo;

/// <summary>The experts of the month: most say yes, some no, some nothing; they visit, report, fall ill, or don't show up.</summary>
internal sealed class ExpertsAtWork(World world, Dice dice, Calendar calendar, Visitors door, Agenda agenda, Limits limits)
{
    private readonly Dictionary<ExpertId, Expert> experts = world.Experts.ToDictionary(expert => expert.Id);

    /// <summary>Eight in ten say yes, one in ten no, the rest nothing.</summary>
    public void HearOfOffer(DemoOrder order, ExpertId id, Urgency urgency, DateTimeOffset now)
    {
        var about = $"{id}";
        var until = limits.AnswerBy(urgency, now);
        var onDuty = experts[id].DutyWithin(now, until, limits.FieldHours.Zone)?.Start ?? now;
        var (least, most) = urgency == Urgency.Urgent ? (3, 20) : (10, 150);
        var at = onDuty + dice.Minutes(least, most, order.Key, about, "answer when");
        var answer = dice.Throw(order.Key, about, "answer");
        if (answer < 0.82) agenda.Add(at, order.Key, Pace.Together, () => Accept(order, id, urgency));
        else if (answer < 0.92) agenda.Add(at, order.Key, Agenda.PaceOf(urgency, Pace.Together), () => Do(order, id, "decline", new { reason = dice.From(Phrases.Declines, order.Key, about, "why") }));
    }

    /// <summary>Of a hundred, two hand the seat back, one or two never show up, three report without having checked in.</summary>
    public void HearOfAcceptance(DemoOrder order, ExpertId id, Urgency urgency, int version, DateTimeOffset comes)
    {
        var about = $"{id} {version}";
        var fate = dice.Throw(order.Key, about, "fate");
        if (fate < 0.02) agenda.Add(calendar.Open(calendar.Now + dice.Minutes(30, 600, order.Key, about, "back")), order.Key, Agenda.PaceOf(urgency, Pace.Together), () => Do(order, id, "hand-back", new { reason = "车坏在半路，今天去不了" }));
        else if (fate < 0.035) return;
        else if (fate < 0.065) agenda.Add(comes + TimeSpan.FromHours(3), order.Key, Pace.Together, () => Report(order, id, version));
        else agenda.Add(comes, order.Key, Pace.Together, () => Do(order, id, "check-in", new { deviceTime = calendar.Now }));
    }

    public void HearOfArrival(DemoOrder order, ExpertId id, int version, DateTimeOffset now)
    {
        if (!dice.Happens(0.01, order.Key, $"{id} {version}", "forgets"))
            agenda.Add(now + dice.Minutes(40, 160, order.Key, $"{id} {version}", "report when"), order.Key, Pace.Together, () => Report(order, id, version));
    }

    /// <summary>Somebody falls ill now and then, and is away for some days.</summary>
    public void PlanIllness(int day, DateTimeOffset morning)
    {
        foreach (var expert in world.Experts.Where(expert => dice.Happens(0.004, expert.Code, $"{day}", "ill")))
            agenda.Add(morning, expert.Code, Pace.AtOnce, () => door.Post($"/api/v1/experts/{expert.Code}/leave", ClerksAtWork.Actor, new { from = calendar.Now, to = calendar.Now + TimeSpan.FromDays(1 + (day % 3)), reason = "生病" }));
    }

    private Task<bool> Accept(DemoOrder order, ExpertId id, Urgency urgency)
    {
        var (least, most) = urgency == Urgency.Urgent ? (45, 300) : (120, 2000);
        return Do(order, id, "accept", new { comesAt = calendar.Open(calendar.Now + dice.Minutes(least, most, order.Key, $"{id}", "comes")) });
    }

    private Task<bool> Report(DemoOrder order, ExpertId id, int version)
    {
        var report = dice.From(Phrases.Reports[order.TrueSkill].ToList(), order.Key, $"{id} {version}", "report");
        return Do(order, id, "report", new { findings = report.Findings, advice = report.Advice, outcome = "Solved", deviceTime = calendar.Now });
    }

    private Task<bool> Do(DemoOrder order, ExpertId id, string act, object body) => door.Post($"/api/v1/orders/{order.Tracking}/{act}", $"Expert:{id}", body);
}
