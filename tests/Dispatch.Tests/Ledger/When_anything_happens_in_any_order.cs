using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Outcome = Dispatch.Domain.Orders.Outcome;

namespace Dispatch.Tests.Ledger;

/// <summary>Random months: orders closed and reopened, lectures and visits held, and news of them said again in any order.</summary>
public sealed class When_anything_happens_in_any_order : LedgerSpec
{
    [TestCase(20260601UL)]
    [TestCase(20260602UL)]
    [TestCase(20260603UL)]
    public async Task The_sums_are_what_the_entries_and_the_orders_say(ulong seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        var (_, pairing) = await Call(HttpMethod.Post, "/pairings", new { expert = "E001", village = Village, from = Service.Monday.AddDays(-9), to = Service.Monday.AddDays(9) });
        var visits = $"/pairings/{pairing.GetProperty("id").GetString()}/visits";
        var steps = Gen.Choose(0, 999).ArrayOf(60).Sample(1, new Rnd(seed), 1).Single();
        for (var n = 0; n < steps.Length; n++)
        {
            await Step(steps[n]);
            if (steps[n] % 7 == 0) await Call(HttpMethod.Post, visits, new { heldAt = Service.Monday.AddDays(-(steps[n] % 5)), words = "看了大棚" });
            if (steps[n] % 9 == 0) await Lecture(n);
            if (steps[n] % 11 == 0) await Call(HttpMethod.Post, "/ledger/opening-balances", new { kind = "LectureHeld", year = 2001 + (n % 20), quantity = 1 + n, source = "总结" });
            if (steps[n] % 5 == 0) await Service.Quiet();
        }
        await Entries();

        var solved = await Closed(Outcome.Solved);
        Assert.That(await Total(EntryKind.ProblemSolved), Is.EqualTo(solved));
        Assert.That(await Total(EntryKind.ConsultationAnswered), Is.EqualTo(await Closed(Outcome.Answered)));
        Assert.That(await Total(EntryKind.ProblemSolved, Dimension.Town, Town), Is.EqualTo(solved));
        Assert.That(await Total(EntryKind.LectureHeld), Is.EqualTo(steps.Count(step => step % 9 == 0)));
        Assert.That(await Total(EntryKind.PairingVisitHeld), Is.EqualTo(steps.Where(step => step % 7 == 0).Select(step => step % 5).Distinct().Count()));
        Assert.That((await Findings()).Select(finding => finding.In("en")), Is.Empty);
    }

    private async Task Lecture(int n)
    {
        var startsAt = Service.Monday.AddHours(-1 - n);
        var (_, lecture) = await Call(HttpMethod.Post, "/lectures", new { title = "列当", skill = "PlantProtection", experts = new[] { "E002", "E003" }, station = "S001", whereabouts = "村委会", startsAt, minutes = 60 });
        for (var again = 0; again < 2; again++)
            await Call(HttpMethod.Post, $"/lectures/{lecture.GetProperty("id").GetString()}/hold", new { attendance = 10 + n, heldAt = startsAt });
    }

    private async Task Step(int dice)
    {
        var key = $"order {dice % 7}";
        var known = await Service.Db(db => db.Set<Order>().AsNoTracking().FirstOrDefaultAsync(order => order.Id == OrderId.For(key)));
        Func<Order, Fact[]>[] visit = known is { Seats.Count: > 0 } ? [Visited(Wang)] : [Triaged(), Visited(Wang)];
        switch (known?.State, dice % 4)
        {
            case (State.Closed, 0): await Say(ClosedNews(known, 1 + (dice % 3))); break;
            case (State.Closed, 1): await Say(ReopenedNews(known, 1 + (dice % 3))); break;
            case (State.Closed, _): await Ordered(key, Reopened); break;
            case (_, 0): await Ordered(key, [.. visit, Confirmed(Outcome.Solved)]); break;
            case (_, 1): await Ordered(key, [.. visit, Confirmed(Outcome.Solved), Reopened, Visited(Li), Confirmed(dice % 3 == 0 ? Outcome.PartlySolved : Outcome.Solved)]); break;
            case (_, 2): await Ordered(key, [.. visit, Confirmed(Outcome.PartlySolved)]); break;
            default: await Ordered(key, Answered); break;
        }
    }

    private Task<int> Closed(Outcome outcome) =>
        Service.Db(db => db.Set<Order>().CountAsync(order => order.State == State.Closed && order.Outcome == outcome));
}
