using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Orders;

/// <summary>The words in which the stories of orders are told.</summary>
internal static class Telling
{
    public static readonly DateTimeOffset Monday = Service.Monday;
    public static readonly Place Here = Langshan.Centre;
    public static readonly SkillLevel Pests = new(Skill.PlantProtection, Level.Junior);
    public static readonly SkillLevel Soil = new(Skill.SoilAndFertiliser, Level.Junior);
    public static readonly Limits Usual = new(new FieldHours(new TimeOnly(6, 0), new TimeOnly(20, 0), Zones.Find("Asia/Shanghai")));
    public static readonly ExpertId Wang = ExpertId.For("wang");
    public static readonly ExpertId Li = ExpertId.For("li");
    public static readonly ExpertId Zhao = ExpertId.For("zhao");
    public static readonly ExpertId Qian = ExpertId.For("qian");
    public static readonly Actor Farmer = new(Role.Farmer, "13804780001");
    public static readonly Actor Clerk = new(Role.Clerk, "王芳");
    public static readonly Actor Engine = Actor.Engine("test");

    public static Order AnOrder(DateTimeOffset? plannedFor = null) => new(OrderId.For("story"), TrackingNumber.For(OrderId.For("story")), Monday)
    {
        Difficulty = "葵花叶子发黄",
        FarmerName = "李秀英",
        FarmerPhone = "13804780001",
        PlannedFor = plannedFor,
        Mode = plannedFor is null ? Mode.Requested : Mode.Planned,
    };

    public static Line TimePasses(TimeSpan span) => story =>
    {
        story.Now += span;
        return null;
    };

    public static Line Triaged(params SkillLevel[][] seats) => story => new Triaged(Engine, story.Now, seats.Length == 0 ? [[Pests]] : seats, Here);

    public static Line UrgentlyTriaged() => story => new Triaged(Engine, story.Now, [[Pests]], Here) { Urgency = Urgency.Urgent };

    /// <summary>A clerk says what the open seats need; nothing drops them.</summary>
    public static Line TriagedByClerk(params SkillLevel[][] seats) => story => new Triaged(Clerk, story.Now, seats, Here);

    public static Line TeamOfTwo() => Triaged([Pests], [Soil]);

    public static Line Unclear(ClerkReason why = ClerkReason.SkillUnclear) => story => new Unclear(Engine, story.Now, why, "叶子");

    public static Line OfferedTo(ExpertId expert, int seat = 1) => story => new Chosen(Engine, story.Now, seat, expert);

    public static Line AssignedTo(ExpertId expert, int seat = 1) => story => new Assigned(Clerk, story.Now, seat, expert, "熟悉这块地");

    public static Line Unmatched(ClerkReason why = ClerkReason.NobodyQualified) => story => new Unmatched(Engine, story.Now, why, "nobody");

    public static Line AcceptedBy(ExpertId expert) => story => new Accepted(Actor.Expert(expert), story.Now, expert);

    public static Line DeclinedBy(ExpertId expert) => story => new Declined(Actor.Expert(expert), story.Now, expert, "在外培训");

    public static Line SilenceOf(ExpertId expert) => story => new Lapsed(Engine, story.Now, expert);

    public static Line HandedBackBy(ExpertId expert) => story => new HandedBack(Actor.Expert(expert), story.Now, expert, "车坏了");

    public static Line TakenBackFrom(ExpertId expert) => story => new Withdrawn(Clerk, story.Now, expert, "联系不上");

    public static Line WithdrawnFrom(ExpertId expert) => story => new Withdrawn(Engine, story.Now, expert, "病假");

    public static Line Overdue() => story => new WentOverdue(Engine, story.Now);

    public static Line CheckedInBy(ExpertId expert) => story => new CheckedIn(Actor.Expert(expert), story.Now, expert);

    public static Line ReportedBy(ExpertId expert) => story => new Reported(Actor.Expert(expert), story.Now, expert);

    public static Line Solved(Actor? by = null) => Said(Outcome.Solved, by);

    public static Line NotSolved(Actor? by = null) => Said(Outcome.NotSolved, by);

    public static Line Said(Outcome outcome, Actor? by = null) => story => new Confirmed(by ?? Farmer, story.Now, outcome, "没好");

    public static Line NotSolvedAndEnough() => story => new Confirmed(Farmer, story.Now, Outcome.NotSolved) { VisitAgain = false };

    public static Line NobodyConfirmed() => story => new ConfirmationLapsed(Engine, story.Now);

    public static Line AnsweredByClerk(Actor? by = null) => story => new Answered(by ?? Clerk, story.Now, "停水晒田");

    public static Line GivenUp(Actor? by = null) => story => new GivenUp(by ?? Clerk, story.Now, "没有办法");

    public static Line Cancelled(Actor? by = null) => story => new Cancelled(by ?? Farmer, story.Now);

    /// <summary>Into another that is open and waits, unless it is to be another.</summary>
    public static Line MergedInto(Order? other = null, Actor? by = null) => story => new Merged(by ?? Clerk, story.Now, other ?? Another(), "同一块地");

    /// <summary>A neighbour's order, as it stands after these lines.</summary>
    public static Order Another(params Line[] lines)
    {
        var id = OrderId.For("another");
        var order = new Order(id, TrackingNumber.For(id), Monday) { Difficulty = "葵花黄了", FarmerName = "王二", FarmerPhone = "13804780009" };
        return new Story(order).Given(lines.Length == 0 ? [Triaged()] : lines).Order;
    }

    public static Line CalledInVain(Actor? by = null) => story => new CalledInVain(by ?? Clerk, story.Now, "无人接听");

    public static Line Reopened(Actor? by = null) => story => new Reopened(by ?? Farmer, story.Now, "又黄了");

    /// <summary>Time passes until just after the present state's limit.</summary>
    public static Line TheLimitPasses() => story =>
    {
        story.Now = story.Order.DueAt!.Value + TimeSpan.FromSeconds(1);
        return null;
    };

    /// <summary>Time passes until just after the limit for the answer.</summary>
    public static Line TheAnswerIsOverdueFrom(ExpertId expert) => story =>
    {
        story.Now = story.Order.SeatOf(expert)!.AnswerBy!.Value + TimeSpan.FromSeconds(1);
        return null;
    };

    public static Line[] Asked(ExpertId expert) => [Triaged(), OfferedTo(expert)];

    public static Line[] Taken(ExpertId expert) => [.. Asked(expert), AcceptedBy(expert)];

    public static Line[] Reporting(ExpertId expert) => [.. Taken(expert), ReportedBy(expert)];

    /// <summary>Another visit by the expert, from the offer on.</summary>
    public static Line[] VisitBy(ExpertId expert) => [OfferedTo(expert), AcceptedBy(expert), CheckedInBy(expert), ReportedBy(expert)];

    /// <summary>Wang and Li are asked for a seat each.</summary>
    public static Line[] BothAsked => [TeamOfTwo(), OfferedTo(Wang), OfferedTo(Li, 2)];

    public static Line[] BothTaken => [.. BothAsked, AcceptedBy(Wang), AcceptedBy(Li)];

    /// <summary>Experts nobody has heard of say no, one after the other.</summary>
    public static Line[] Refusals(int times) =>
        [.. Enumerable.Range(1, times).SelectMany(n => new[] { OfferedTo(ExpertId.For($"no{n}")), DeclinedBy(ExpertId.For($"no{n}")) })];
}
