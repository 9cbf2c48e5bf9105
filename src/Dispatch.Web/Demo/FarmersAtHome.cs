using Dispatch.Domain;
using Dispatch.Domain.Orders;

namespace Dispatch.Web.Demo;

/// <summary>The farmers of the month: who orders what and when, cancels, confirms, or is never reached again.</summary>
internal sealed class FarmersAtHome(World world, Dice dice, Calendar calendar, Visitors door, Agenda agenda)
{
    private static readonly string[] Channels = ["Phone", "Phone", "Phone", "WalkIn", "Web", "Web", "Sms"];

    /// <summary>Spreads the month's orders over its field hours.</summary>
    public IEnumerable<DemoOrder> Plan(int orders)
    {
        var inSeason = Problem.All.Where(problem => problem.Season.Covers(calendar.First.Month)).ToList();
        for (var n = 0; n < orders; n++)
        {
            var key = $"demo-{n:D5}";
            var order = new DemoOrder(key, dice.From(world.Farmers, key, "farmer"), dice.From(inSeason, key, "problem"));
            var at = calendar.SomeTime(dice.Throw(key, "when"));
            agenda.Add(at, key, IsUrgent(order.Problem) ? Pace.AtOnce : Pace.Together, () => Submit(order));
            if (dice.Happens(0.03, key, "cancel")) agenda.Add(at + dice.Minutes(60, 1500, key, "cancel when"), key, Pace.Together, () => Say(order, "cancel", new { reason = "自己弄好了" }));
            yield return order;
        }
    }

    /// <summary>Three in four farmers answer by themselves; for the others the clerk calls back, and reaches two in three. Nothing is matched for what is solved, however urgent it was.</summary>
    public void HearOfReport(DemoOrder order, Urgency urgency, int version, DateTimeOffset now)
    {
        var round = $"{version}";
        var outcome = dice.Throw(order.Key, round, "outcome") switch { < 0.82 => Outcome.Solved, < 0.93 => Outcome.PartlySolved, _ => Outcome.NotSolved };
        var words = outcome switch { Outcome.Solved => Phrases.Solved, Outcome.PartlySolved => Phrases.PartlySolved, _ => Phrases.NotSolved };
        var body = new { outcome = outcome.ToString(), words = dice.From(words, order.Key, round, "words"), visitAgain = !dice.Happens(0.2, order.Key, round, "no more") };
        var pace = outcome == Outcome.Solved ? Pace.InTurn : Agenda.PaceOf(urgency, Pace.InTurn);
        if (dice.Happens(0.74, order.Key, round, "answers"))
            agenda.Add(calendar.Open(now + dice.Minutes(60, 3600, order.Key, round, "answer when")), order.Key, pace, () => Say(order, "confirm", body));
        else if (dice.Happens(0.66, order.Key, round, "reached"))
            agenda.Add(calendar.Open(now + TimeSpan.FromDays(3)), order.Key, pace, () => door.Post($"/api/v1/orders/{order.Tracking}/confirm", ClerksAtWork.Actor, body));
        else
            agenda.Add(calendar.Open(now + TimeSpan.FromDays(3)), order.Key, Pace.Together, () => door.Post($"/api/v1/orders/{order.Tracking}/call-back", ClerksAtWork.Actor, new { words = "无人接听" }));
    }

    public void HearOfClosing(DemoOrder order, Urgency urgency, int version, DateTimeOffset now)
    {
        if (dice.Happens(0.025, order.Key, $"{version}", "back"))
            agenda.Add(calendar.Open(now + dice.Minutes(2 * 1440, 9 * 1440, order.Key, $"{version}", "back when")), order.Key, Agenda.PaceOf(urgency, Pace.InTurn), () => Say(order, "reopen", new { reason = "过了几天又犯了" }));
    }

    private Task<bool> Say(DemoOrder order, string act, object body) => door.Post($"/api/v1/orders/{order.Tracking}/{act}", order.FarmerActor, body);

    /// <summary>In truth, or by its words: either may start a round of matching at once.</summary>
    private static bool IsUrgent(Problem problem) => problem.Urgency == Urgency.Urgent || Triage.Lexicon.Read(problem.Text).Urgency == Urgency.Urgent;

    private Task<bool> Submit(DemoOrder order)
    {
        var channel = dice.From(Channels, order.Key, "channel");
        var knowsSkill = channel is "Phone" or "WalkIn" && order.Problem.Skill is not null && dice.Happens(0.2, order.Key, "skill");
        var expert = dice.From(world.Experts, order.Key, "expert");
        var planned = dice.Happens(0.04, order.Key, "planned");
        return door.Post("/api/v1/orders", order.FarmerActor, new
        {
            farmerName = order.Farmer.Name,
            farmerPhone = order.Farmer.Phone,
            difficulty = order.Problem.Text,
            village = dice.Happens(0.02, order.Key, "nowhere") ? null : order.Farmer.VillageCode,
            language = order.Farmer.Language,
            urgency = knowsSkill ? order.Problem.Urgency.ToString() : null,
            channel,
            seats = Seats(order, knowsSkill),
            askedFor = planned || dice.Happens(0.03, order.Key, "by name") ? expert.Code : null,
            plannedFor = planned ? calendar.Open(calendar.Now + dice.Minutes(1440, 4 * 1440, order.Key, "planned when")) : (DateTimeOffset?)null,
        }, order.Key);
    }

    /// <summary>Three in a hundred need a team; a clerk who files for a farmer sometimes knows the skill.</summary>
    private string[][]? Seats(DemoOrder order, bool knowsSkill) =>
        dice.Happens(0.03, order.Key, "team") ? [[order.TrueSkill.ToString()], [dice.From(Enum.GetValues<Skill>(), order.Key, "second").ToString()]]
        : knowsSkill ? [[order.TrueSkill.ToString()]]
        : null;
}
