using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Orders;

/// <summary>
/// Whatever people do in whatever order, the promises hold: no expert over capacity, no seat doubled, nobody asked again
/// after a no, every order closed or in someone's hands, histories without a gap. A failure prints its schedule and seed.
/// </summary>
public sealed class Any_schedule : ServiceSpec
{
    private const int Experts = 4;
    [TestCase(1UL)]
    [TestCase(20260601UL)]
    [TestCase(150802UL)]
    public async Task Keeps_the_promises(ulong seed)
    {
        await Service.Settle([.. Enumerable.Range(0, Experts).Select(n => Langshan.Expert($"E{n}", km: 5 + n, capacity: 1 + (n % 2)))]);
        var schedule = Gen.Choose(0, int.MaxValue - 1).ArrayOf(120).Sample(1, new Rnd(seed, seed | 1), 1).Single();
        var trackings = new List<string>();
        foreach (var step in schedule)
        {
            await Step(step, trackings);
            Assert.That(await Broken(), Is.Empty, $"seed {seed}, after {Array.IndexOf(schedule, step)}");
        }
        await Service.Quiet();
        Assert.That(Service.Faults, Is.Zero);
        foreach (var tracking in trackings) await Complete(tracking);
    }

    private Task Step(int chance, List<string> trackings)
    {
        if (trackings.Count < 2 || chance % 8 == 0) return Submit(chance / 8, trackings);
        var (tracking, expert) = (trackings[chance / 8 % trackings.Count], $"E{chance / 64 % Experts}");
        return (chance / 512 % 14) switch
        {
            0 or 1 => Service.Match(),
            2 or 3 or 4 => Holder(tracking, Service.Accept),
            5 => Holder(tracking, Service.Decline),
            6 => Holder(tracking, Service.HandBack),
            7 => Service.Later(TimeSpan.FromHours(chance / 8192 % 30)),
            8 => Service.Leave(expert, TimeSpan.FromDays(1 + (chance / 8192 % 3))),
            9 => Service.Return(expert),
            10 => Holder(tracking, (order, who) => Service.CheckIn(order, who)),
            11 => Holder(tracking, (order, who) => Service.Report(order, who)),
            12 => Service.Confirm(tracking, chance / 8192 % 3 == 0 ? "NotSolved" : "Solved"),
            _ => chance / 8192 % 2 == 0 ? Service.Cancel(tracking) : Service.Reopen(tracking),
        };
    }

    private async Task Submit(int chance, List<string> trackings) => trackings.Add(await Service.Ordered(order => order with
    {
        Urgency = (chance % 3) switch { 0 => "Urgent", 1 => "Low", _ => "Normal" },
        Seats = chance / 3 % 4 == 0 ? [["PlantProtection"], ["PlantProtection:2"]] : order.Seats,
    }));

    private Task Holder(string tracking, Func<string, string, DateTimeOffset?, Task<Reply>> act) => Holder(tracking, (order, who) => act(order, who, null));

    /// <summary>Whoever is asked or holds a seat does it, or somebody who has none.</summary>
    private async Task Holder(string tracking, Func<string, string, Task<Reply>> act) =>
        await act(tracking, (await Service.Holders(tracking)).FirstOrDefault(holder => holder is not null) ?? "E0");

    private Task<List<string>> Broken() => Service.Db(async db =>
    {
        await using var moment = await db.SnapshotAsync(default);
        var held = await db.Set<Seat>().AsNoTracking().Where(seat => seat.State == SeatState.Offered || seat.State == SeatState.Accepted || seat.State == SeatState.Arrived).ToListAsync();
        var experts = await db.Set<Expert>().AsNoTracking().ToListAsync();
        var offers = await db.Set<Offer>().AsNoTracking().OrderBy(offer => offer.Number).ToListAsync();
        return experts.Where(expert => expert.OpenSeats > expert.Capacity).Select(expert => $"{expert.Code} is over capacity")
            .Concat(experts.Where(expert => expert.OpenSeats != held.Count(seat => seat.Expert == expert.Id)).Select(expert => $"{expert.Code} holds other seats than counted"))
            .Concat(held.GroupBy(seat => (seat.Order, seat.Expert)).Where(twice => twice.Count() > 1).Select(twice => $"{twice.Key.Expert} has two seats of {twice.Key.Order}"))
            .Concat(offers.GroupBy(offer => (offer.Order, offer.Expert)).Where(asked => asked.SkipLast(1).Any(offer => offer.IsRefusal)).Select(asked => $"{asked.Key.Expert} was asked again for {asked.Key.Order}"))
            .ToList();
    });

    private async Task Complete(string tracking)
    {
        var (order, history) = await Service.Db(async db =>
        {
            await using var moment = await db.SnapshotAsync(default);
            var order = await db.Set<Order>().AsNoTracking().SingleAsync(order => order.Tracking == TrackingNumber.Of(tracking));
            return (order, await db.Set<HistoryRow>().AsNoTracking().Where(row => row.Order == order.Id).OrderBy(row => row.Version).ToListAsync());
        });
        Assert.That(history.Select(row => row.Version), Is.EqualTo(Enumerable.Range(0, order.Version + 1)));
        Assert.That(history[^1].To, Is.EqualTo(order.State));
        Assert.That(order.State switch
        {
            State.Closed => order.Outcome is not null,
            State.NeedsClerk => order.Reason is not null,
            State.Offered => order.Seats.Any(seat => seat.State == SeatState.Offered && seat.AnswerBy is not null),
            State.Submitted => false,
            _ => order.DueAt is not null,
        });
    }
}
