using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Matching;

/// <summary>Two processes on one database, and people acting meanwhile.</summary>
[OnBothDatabases(TakesLong = true)]
public sealed class When_rounds_run_at_once
{
    private Service here = null!;
    private Service there = null!;

    [SetUp]
    public async Task Start()
    {
        here = await Service.StartAsync(Patient);
        there = await Service.StartAsync(Patient, beside: here);
    }

    [TearDown]
    public async Task Stop()
    {
        await there.DisposeAsync();
        await here.DisposeAsync();
    }

    /// <summary>Promise 3. Seen red without the database's check of the capacity.</summary>
    [Test]
    public async Task Nobody_is_over_capacity_and_no_seat_has_two_holders()
    {
        await here.Settle(Langshan.Expert("E1", capacity: 3), Langshan.Expert("E2", km: 6, capacity: 2), Langshan.Expert("E3", km: 7, capacity: 4));
        var trackings = await Waiting(20);
        var rounds = Enumerable.Range(0, 8).Select(n => Task.Run(() => (n % 2 == 0 ? here : there).Get<MatchWaiting>().All(default)));
        await Task.WhenAll([.. rounds, .. trackings.TakeLast(4).Select(tracking => (Task)there.Assign(tracking, "E1"))]);

        var seats = await here.Db(db => db.Set<Seat>().AsNoTracking().Where(seat => seat.State == SeatState.Offered).ToListAsync());
        Assert.That(seats, Has.Count.EqualTo(9));
        foreach (var expert in await Experts()) Assert.That(expert.OpenSeats, Is.EqualTo(expert.Capacity).And.EqualTo(seats.Count(seat => seat.Expert == expert.Id)));
        Assert.That(await here.Db(db => db.Set<Offer>().CountAsync()), Is.EqualTo(9));
    }

    [Test]
    public async Task Three_callers_and_three_volunteers_each_gets_one()
    {
        await here.Settle(Langshan.Expert("E1", km: 3), Langshan.Expert("E2", km: 4), Langshan.Expert("E3", km: 5));
        await Waiting(3);
        await Task.WhenAll(here.Get<MatchWaiting>().All(default), there.Get<MatchWaiting>().All(default));
        Assert.That((await Experts()).Select(expert => expert.OpenSeats), Is.EqualTo(new[] { 1, 1, 1 }));
    }

    [TestCase("cancel")]
    [TestCase("lapse")]
    [TestCase("decline")]
    public async Task A_yes_and_what_contradicts_it_one_of_them_wins_and_the_history_shows_it(string other)
    {
        await here.Settle(Langshan.Expert("E1", capacity: 30));
        foreach (var tracking in await Waiting(4))
        {
            await here.Get<MatchWaiting>().All(default);
            if (other == "lapse") here.Clock.Advance(TimeSpan.FromHours(4));
            var yes = Task.Run(() => here.Accept(tracking, "E1"));
            if (other == "lapse") here.Clock.Advance(TimeSpan.FromTicks(1));
            var no = Task.Run(() => other switch
            {
                "cancel" => there.Cancel(tracking),
                "decline" => there.Decline(tracking, "E1"),
                _ => Swept(),
            });
            await Task.WhenAll(yes, no);
            var history = await here.History(tracking);
            var facts = history.Select(row => row.Fact).ToList();
            Assert.That((await yes).Status == System.Net.HttpStatusCode.OK, Is.EqualTo(facts.Contains(nameof(Accepted))), string.Join(' ', facts));
            if (other != "cancel") Assert.That(facts.Contains(nameof(Accepted)), Is.Not.EqualTo(facts.Contains(nameof(Declined)) || facts.Contains(nameof(Lapsed))));
            Assert.That(history.Select(row => row.Version), Is.EqualTo(Enumerable.Range(0, facts.Count)));
        }
    }

    [Test]
    public async Task The_same_act_of_two_people_at_once_is_done_once_and_never_fails()
    {
        await here.Settle(Langshan.Expert("E1", capacity: 30));
        for (var n = 0; n < 4; n++)
        {
            var tracking = (await Waiting(1)).Single();
            await Both(desk => desk.TriageAs(tracking, "PlantProtection"));
            await here.Get<MatchWaiting>().All(default);
            await Both(desk => desk.Accept(tracking, "E1"));
            await Both(desk => desk.CheckIn(tracking, "E1"));
            await Both(desk => desk.Report(tracking, "E1"));
            await Both(desk => desk.Confirm(tracking));
            await Both(desk => desk.Reopen(tracking));
            await Both(desk => desk.Cancel(tracking));
            Assert.That((await here.History(tracking)).Count(row => row.Fact is nameof(Confirmed) or nameof(Cancelled) or nameof(Reported)), Is.EqualTo(3));
        }

        async Task Both(Func<Service, Task<Reply>> act) =>
            Assert.That((await Task.WhenAll(Task.Run(() => act(here)), Task.Run(() => act(there)))).Select(reply => reply.Status), Is.All.EqualTo(System.Net.HttpStatusCode.OK));
    }

    /// <summary>Two processes on a slow disk wait for each other; that is not what is looked at here.</summary>
    private static void Patient(Settings settings) => settings.DatabasePatience = TimeSpan.FromMinutes(1);

    private async Task<Reply> Swept()
    {
        await there.Get<DueOrders>().Sweep(default);
        return new Reply(System.Net.HttpStatusCode.OK, default);
    }

    private async Task<List<string>> Waiting(int orders)
    {
        var trackings = new List<string>();
        for (var n = 0; n < orders; n++)
        {
            var taken = await here.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower);
            Assert.That(taken.Status, Is.EqualTo(System.Net.HttpStatusCode.Created), taken.Body.ToString());
            trackings.Add(taken.Text("tracking")!);
        }
        await OrderDesk.Until(async () => await here.Db(db => db.Set<Order>().CountAsync(order => order.State == State.Waiting)) == orders);
        return trackings;
    }

    private Task<List<Expert>> Experts() => here.Db(db => db.Set<Expert>().AsNoTracking().OrderBy(expert => expert.Code).ToListAsync());
}
