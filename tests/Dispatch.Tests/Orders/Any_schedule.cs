using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Web.Doctor;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Dispatch.Tests.Orders;

/// <summary>
/// Whatever people do in whatever order, the promises hold: after each step no expert is over capacity, no seat doubled and
/// nobody asked again after a no; at the end every history is whole and the doctor finds all eight kept, the ledger included.
/// A failure prints a shorter schedule that still fails, and the seed.
/// </summary>
public sealed class Any_schedule
{
    private const int Experts = 4;
    private Service service = null!;

    /// <summary>Seen red with a guard of capacity that is not there, with an engine that asks again after a no, and with one that serves the newest first.</summary>
    [Property(MaxTest = 12, Replay = "20260601,150803", Arbitrary = [typeof(Schedules)])]
    public async Task Keeps_the_promises(Schedule schedule)
    {
        await using (service = await Service.StartAsync())
        {
            await service.Settle([.. Enumerable.Range(0, Experts).Select(n => Langshan.Expert($"E{n}", km: 5 + n, capacity: 1 + (n % 2)))]);
            var trackings = new List<string>();
            foreach (var step in schedule.Steps)
            {
                service.Clock.Advance(TimeSpan.FromSeconds(1));
                await Step(step, trackings);
                Keep(await Broken());
            }
            await service.Quiet();
            Keep(service.Faults == 0 ? [] : ["a message failed"]);
            foreach (var tracking in trackings) Keep(await Incomplete(tracking));
            Keep(await Breaches());
        }
    }

    private Task Step(int chance, List<string> trackings)
    {
        if (trackings.Count < 2 || chance % 8 == 0) return Submit(chance / 8, trackings);
        var (tracking, expert) = (trackings[chance / 8 % trackings.Count], $"E{chance / 64 % Experts}");
        return (chance / 512 % 15) switch
        {
            0 or 1 => service.Match(),
            2 or 3 or 4 => Holder(tracking, service.Accept),
            5 => Holder(tracking, service.Decline),
            6 => Holder(tracking, service.HandBack),
            7 => service.Later(TimeSpan.FromHours(chance / 8192 % 30)),
            8 => service.Leave(expert, TimeSpan.FromDays(1 + (chance / 8192 % 3))),
            9 => service.Return(expert),
            10 => Holder(tracking, (order, who) => service.CheckIn(order, who)),
            11 => Holder(tracking, (order, who) => service.Report(order, who)),
            12 => service.Confirm(tracking, chance / 8192 % 3 == 0 ? "NotSolved" : "Solved"),
            13 => service.Post("/pairings", OrderDesk.Clerk, new { expert, village = "富强村", from = service.Clock.GetUtcNow(), to = service.Clock.GetUtcNow().AddDays(30) }),
            _ => chance / 8192 % 2 == 0 ? service.Cancel(tracking) : service.Reopen(tracking),
        };
    }

    private async Task Submit(int chance, List<string> trackings) => trackings.Add(await service.Ordered(order => order with
    {
        Urgency = (chance % 3) switch { 0 => "Urgent", 1 => "Low", _ => "Normal" },
        Seats = chance / 3 % 4 == 0 ? [["PlantProtection"], ["PlantProtection:2"]] : order.Seats,
        AskedFor = chance / 12 % 4 == 0 ? $"E{chance / 48 % Experts}" : null,
        PlannedFor = chance / 12 % 8 == 0 ? service.Clock.GetUtcNow().AddDays(1 + (chance / 192 % 20)) : null,
    }));

    private Task Holder(string tracking, Func<string, string, DateTimeOffset?, Task<Reply>> act) => Holder(tracking, (order, who) => act(order, who, null));

    /// <summary>Whoever is asked or holds a seat does it, or somebody who has none.</summary>
    private async Task Holder(string tracking, Func<string, string, Task<Reply>> act) =>
        await act(tracking, (await service.Holders(tracking)).FirstOrDefault(holder => holder is not null) ?? "E0");

    private Task<List<string>> Broken() => service.Db(async db =>
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

    /// <summary>Not an assertion: NUnit would remember it, and every schedule after it would seem to fail.</summary>
    private static void Keep(IReadOnlyList<string> broken)
    {
        if (broken.Count > 0) throw new InvalidOperationException(string.Join('\n', broken));
    }

    private async Task<IReadOnlyList<string>> Incomplete(string tracking)
    {
        var (order, history) = await service.Db(async db =>
        {
            await using var moment = await db.SnapshotAsync(default);
            var order = await db.Set<Order>().AsNoTracking().SingleAsync(order => order.Tracking == TrackingNumber.Of(tracking));
            return (order, await db.Set<HistoryRow>().AsNoTracking().Where(row => row.Order == order.Id).OrderBy(row => row.Version).ToListAsync());
        });
        var whole = history.Select(row => row.Version).SequenceEqual(Enumerable.Range(0, order.Version + 1)) && history[^1].To == order.State;
        return whole ? [] : [$"the history of {tracking} has a gap"];
    }

    /// <summary>As a doctor sees it once the limits that have passed are taken.</summary>
    private async Task<IReadOnlyList<string>> Breaches()
    {
        await service.Later(TimeSpan.Zero);
        await using var scope = service.Services.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<Examination>().Run(service.Clock.GetUtcNow(), default);
        return [.. found.SelectMany(promise => promise.Breaches, (promise, breach) => $"promise {promise.Number}: {breach.Key} {breach.Row} {string.Join(' ', breach.Values)}")];
    }

    /// <summary>What happens, one number a step; each says who does what.</summary>
    public sealed record Schedule(int[] Steps)
    {
        public override string ToString() => string.Join(',', Steps);
    }

    private static class Schedules
    {
        private const int Parts = 8;

        public static Arbitrary<Schedule> Any() => Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf(60).Select(steps => new Schedule(steps)), Shorter);

        /// <summary>Without a half, a quarter or an eighth of it. Each try is a whole life of the service, so there are few.</summary>
        private static IEnumerable<Schedule> Shorter(Schedule schedule)
        {
            for (var parts = 2; parts <= Parts && parts <= schedule.Steps.Length; parts *= 2)
                for (var part = 0; part < parts; part++)
                {
                    var (from, to) = (schedule.Steps.Length * part / parts, schedule.Steps.Length * (part + 1) / parts);
                    yield return new Schedule([.. schedule.Steps[..from], .. schedule.Steps[to..]]);
                }
        }
    }
}
