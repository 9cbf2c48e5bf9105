using Dispatch.Notifying;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Privacy;

/// <summary>
/// The farmer's own among them, by a gateway that takes longer than anybody waits for a table: who sends has them in hand, and
/// notes them when they are out. On PostgreSQL, where the one could come to wait for the other. Seen red with an erasure that
/// locks the tables first, and with one that locks them against claims too.
/// </summary>
[OnPostgres]
public sealed class When_notices_go_out_while_a_farmer_is_erased : ServiceSpec
{
    private const string Waiting = "SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND now() - query_start > interval '1.2 s'";

    protected override void Configure(Settings settings) => settings.DatabasePatience = TimeSpan.FromSeconds(1);

    [Test]
    public async Task Both_come_to_their_end_and_nobody_else_waits()
    {
        await Service.Settle(Langshan.Expert("E1"));
        await Service.Cancel(await Service.Ordered()).Done();
        await Service.Quiet();
        var erasing = Task.FromResult<Reply>(null!);

        await Service.Db(async db =>
        {
            await using var claim = await db.BeginClaim(default);
            var mine = await db.Set<Delivery>().Select(delivery => delivery.Notice).Unclaimed().ToListAsync();
            Assert.That(mine, Is.Not.Empty);
            erasing = Service.Post("/persons/erase", "Desk:li", new { phone = "13804780001", reason = "本人要求" });
            await OrderDesk.Until(() => Service.Db(async beside => await beside.Database.SqlQueryRaw<int>(Waiting).SingleAsync() > 0));
            await Service.Ordered(order => order with { FarmerPhone = "13804780002" });
            var noted = await db.Set<Delivery>().Where(delivery => mine.Contains(delivery.Notice)).ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.Attempts, 7));
            await claim.Done(default);
            return noted;
        });

        await erasing.Done();
    }
}
