using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Web.Demo;

/// <summary>The clerks of the month settle what the engine gives them, three times a day.</summary>
internal sealed class ClerksAtWork(World world, Dice dice, Calendar calendar, Visitors door, Agenda agenda)
{
    public const string Actor = "Clerk:王芳";

    private readonly Dictionary<ExpertId, string> codes = world.Experts.ToDictionary(expert => expert.Id, expert => expert.Code);

    public void HearOf(DemoOrder order, Order now)
    {
        var at = calendar.Open(calendar.Now + dice.Minutes(30, 300, order.Key, $"{now.Version}", "clerk"));
        agenda.Add(at, order.Key, Agenda.PaceOf(now.Urgency, Pace.InTurn), () => Settle(order, now));
    }

    private Task Settle(DemoOrder order, Order seen) => seen.Reason switch
    {
        ClerkReason.PlaceUnclear => Triage(order),
        ClerkReason.SkillUnclear when order.Problem.Skill is not null => Triage(order),
        ClerkReason.StillNotSolved => Say(order, "give-up", "多次上门仍未解决，转上级部门"),
        ClerkReason.Overdue when seen.Seats.Any(seat => seat.State >= SeatState.Accepted) => Recover(order, seen),
        _ => Decide(order, seen),
    };

    /// <summary>What nobody took: ask again, answer by telephone, or give up.</summary>
    private Task<bool> Decide(DemoOrder order, Order seen) => dice.Throw(order.Key, $"{seen.Version}", "decision") switch
    {
        < 0.35 => Triage(order),
        < 0.85 => Say(order, "answer", dice.From(Phrases.Answers[order.TrueSkill].ToList(), order.Key, "words")),
        _ => Say(order, "give-up", "本地没有能处理的专家"),
    };

    /// <summary>The expert did not come, or has not reported: the seat is taken back and matched again, or the report comes after a call.</summary>
    private async Task Recover(DemoOrder order, Order seen)
    {
        foreach (var seat in seen.Seats.Where(seat => seat.Expert is not null))
        {
            if (seat.State == SeatState.Accepted) await door.Post(Path(order, "withdraw"), Actor, new { expert = codes[seat.Expert!.Value], reason = "电话联系不上" });
            if (seat.State == SeatState.Arrived) await door.Post(Path(order, "report"), $"Expert:{seat.Expert}", new { findings = "已处理，补报", advice = "按现场交代办" });
        }
        if (seen.Seats.Any(seat => seat.State == SeatState.Accepted)) await Triage(order);
    }

    private Task<bool> Triage(DemoOrder order) => door.Post(Path(order, "triage"), Actor, new { seats = new[] { new[] { order.TrueSkill.ToString() } }, village = order.Farmer.VillageCode });

    private Task<bool> Say(DemoOrder order, string act, string words) => door.Post(Path(order, act), Actor, new { words });

    private static string Path(DemoOrder order, string act) => $"/api/v1/orders/{order.Tracking}/{act}";
}
