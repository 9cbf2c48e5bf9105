using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Demo;

/// <summary>
/// A working month in half hours. In each, limits that have passed are swept, people do what they meant to do,
/// waiting orders are matched; then everybody hears what has happened and makes plans. Between the steps all messages
/// are handled, so the same seed gives the same month.
/// </summary>
internal sealed class Month(IServiceProvider services, SimulatedClock clock, Calendar calendar, World world, Dice dice, Visitors door)
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(2);
    private const int AtATime = 4;
    private readonly Agenda agenda = new();
    private readonly Traffic traffic = services.GetRequiredService<Traffic>();
    private readonly MatchWaiting matching = services.GetRequiredService<MatchWaiting>();
    private readonly DueOrders due = services.GetRequiredService<DueOrders>();
    private readonly Limits limits = services.GetRequiredService<Limits>();
    private readonly Dictionary<OrderId, DemoOrder> orders = [];
    private DateTimeOffset heardUntil;

    public async Task Run(int count, Action<double, DateTimeOffset> progress, CancellationToken stop)
    {
        var farmers = new FarmersAtHome(world, dice, calendar, door, agenda);
        var experts = new ExpertsAtWork(world, dice, calendar, door, agenda, limits);
        var clerks = new ClerksAtWork(world, dice, calendar, door, agenda);
        new LecturesAndPairings(world, dice, calendar, door, agenda).Plan();
        foreach (var order in farmers.Plan(count)) orders[order.Id] = order;
        var today = -1;
        foreach (var (day, at) in calendar.Steps())
        {
            stop.ThrowIfCancellationRequested();
            clock.Set(at);
            if (day != today) experts.PlanIllness(today = day, at);
            await Step(at, stop);
            await Hear(farmers, experts, clerks, at, stop);
            progress((at - calendar.Start) / (calendar.End - calendar.Start), at);
        }
    }

    /// <summary>What is about something urgent may start a round of matching, so what follows from it is awaited before the next.</summary>
    private async Task Step(DateTimeOffset at, CancellationToken stop)
    {
        var happened = await due.Sweep(stop, order => order.Urgency == Urgency.Urgent ? Quiet(stop) : Task.CompletedTask) > 0;
        var (atOnce, lanes) = agenda.Due(at);
        foreach (var act in atOnce)
        {
            await Quiet(stop);
            await act.Do();
        }
        await Quiet(stop);
        await Parallel.ForEachAsync(lanes, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stop }, async (acts, _) =>
        {
            foreach (var act in acts) await act.Do();
        });
        await Quiet(stop);
        if (happened || atOnce.Count + lanes.Sum(acts => acts.Count) > 0 || at.Minute == 0)
        {
            await matching.All(stop);
            await Quiet(stop);
        }
    }

    /// <summary>Waits until every message has been handled.</summary>
    /// <exception cref="InvalidOperationException">That takes minutes: something is broken.</exception>
    private async Task Quiet(CancellationToken stop)
    {
        try
        {
            await traffic.QuietAsync().WaitAsync(Ceiling, stop);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{traffic.UnderWay} messages were not handled within {Ceiling.TotalMinutes} minutes; {traffic.Faults} failed.", late);
        }
    }

    private async Task Hear(FarmersAtHome farmers, ExpertsAtWork experts, ClerksAtWork clerks, DateTimeOffset at, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var news = await db.Set<HistoryRow>().AsNoTracking().Where(row => row.At > heardUntil && row.At <= at).OrderBy(row => row.At).ThenBy(row => row.Order).ThenBy(row => row.Version).ToListAsync(stop);
        heardUntil = at;
        var changed = news.Select(row => row.Order).Distinct().ToList();
        var now = await db.Set<Order>().AsNoTracking().Where(order => changed.Contains(order.Id)).ToDictionaryAsync(order => order.Id, stop);
        foreach (var row in news) React(farmers, experts, clerks, row, now[row.Order]);
    }

    private void React(FarmersAtHome farmers, ExpertsAtWork experts, ClerksAtWork clerks, HistoryRow row, Order order)
    {
        var known = orders[row.Order];
        switch (row.Fact)
        {
            case nameof(Chosen) or nameof(Assigned): experts.HearOfOffer(known, row.Expert!.Value, order.Urgency, row.At); break;
            case nameof(Accepted): experts.HearOfAcceptance(known, row.Expert!.Value, order.Urgency, row.Version, order.SeatOf(row.Expert.Value)?.ComesAt ?? row.At); break;
            case nameof(CheckedIn): experts.HearOfArrival(known, row.Expert!.Value, row.Version, row.At); break;
        }
        if (row is { Fact: nameof(Reported), To: State.Reported }) farmers.HearOfReport(known, order.Urgency, row.Version, row.At);
        if (row is { Fact: nameof(Confirmed), To: State.Closed }) farmers.HearOfClosing(known, order.Urgency, row.Version, row.At);
        if (row.To == State.NeedsClerk && row.Version == order.Version) clerks.HearOf(known, order);
    }
}
