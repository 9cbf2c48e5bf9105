using Dispatch.Domain.Orders;

namespace Dispatch.Web.Demo;

/// <summary>How an act goes with the others of its half hour.</summary>
public enum Pace
{
    /// <summary>Beside all others: it does not matter who is quicker.</summary>
    Together,
    /// <summary>One after another, because the ledger keeps their order; beside those who go together.</summary>
    InTurn,
    /// <summary>Alone, and what follows from it is awaited: about something urgent, so it may start a round of matching.</summary>
    AtOnce,
}

/// <summary>One act of somebody: about what, how, and what.</summary>
public sealed record Act(string Key, Pace Pace, Func<Task> Do);

/// <summary>What people mean to do and when, in an order that does not depend on who was quicker to decide.</summary>
public sealed class Agenda
{
    private readonly PriorityQueue<Act, (DateTimeOffset At, string Key, int Nth)> acts = new();
    private int added;

    /// <summary>What is about something urgent goes at once, whatever its pace else is.</summary>
    public static Pace PaceOf(Urgency urgency, Pace otherwise) => urgency == Urgency.Urgent ? Pace.AtOnce : otherwise;

    public void Add(DateTimeOffset at, string key, Pace pace, Func<Task> act) => acts.Enqueue(new Act(key, pace, act), (at, key, added++));

    /// <summary>
    /// Takes what is due: what goes at once, one by one; and the lanes that go beside each other, first the one of what goes
    /// in turn. What one key means to do stays in order, so one act takes the others of its key along.
    /// </summary>
    public (IReadOnlyList<Act> AtOnce, IReadOnlyList<IReadOnlyList<Act>> Lanes) Due(DateTimeOffset now)
    {
        var due = new List<Act>();
        while (acts.TryPeek(out _, out var when) && when.At <= now) due.Add(acts.Dequeue());
        var paces = due.GroupBy(act => act.Key).ToDictionary(acts => acts.Key, acts => acts.Max(act => act.Pace));
        var (atOnce, inTurn) = (due.Where(act => paces[act.Key] == Pace.AtOnce).ToList(), due.Where(act => paces[act.Key] == Pace.InTurn).ToList());
        var together = due.Where(act => paces[act.Key] == Pace.Together).GroupBy(act => act.Key).Select(acts => acts.ToList());
        return (atOnce, [inTurn, .. together]);
    }
}
