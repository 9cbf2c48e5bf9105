using System.Data.Common;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Persistence;

/// <summary>What the database refuses whoever writes, here past all our code.</summary>
[OnBothDatabases(TakesLong = true)]
public sealed class The_guards_of_the_database : ServiceSpec
{
    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", km: 30));

    /// <summary>Promise 3. Seen red without the check on the table of experts.</summary>
    [Test]
    public async Task No_seat_beyond_the_capacity()
    {
        await Service.Offered();
        var second = await Service.Ordered();
        Assert.That(await Refused($"UPDATE seats SET \"State\" = 'Offered', \"Expert\" = '{Id("E1")}' WHERE \"Order\" = {Of(second)}"), Is.EqualTo(Guard.Capacity));
    }

    [Test]
    public async Task No_held_seat_slipped_in_beyond_the_capacity()
    {
        await Service.Offered();
        var second = await Service.Ordered();
        Assert.That(
            await Refused($"INSERT INTO seats (\"Order\", \"Number\", \"Needs\", \"State\", \"Expert\", \"OpenSince\") SELECT \"Id\", 2, '[]', 'Accepted', (SELECT \"Id\" FROM experts WHERE \"Code\" = 'E1'), 0 FROM orders WHERE \"Tracking\" = '{second}'"),
            Is.EqualTo(Guard.Capacity));
    }

    [Test]
    public async Task No_capacity_below_the_seats_held()
    {
        await Service.Offered();
        Assert.That(await Refused($"UPDATE experts SET \"Capacity\" = 0 WHERE \"Id\" = '{Id("E1")}'"), Is.EqualTo(Guard.Capacity));
    }

    [Test]
    public async Task No_second_seat_of_an_order_for_one_expert()
    {
        var team = await Service.Ordered(order => order with { Seats = [["PlantProtection"], ["PlantProtection"]] });
        Assert.That(await Refused($"UPDATE seats SET \"State\" = 'Offered', \"Expert\" = '{Id("E2")}' WHERE \"Order\" = {Of(team)}"), Is.EqualTo(Guard.OneSeatPerOrder));
    }

    /// <summary>Promise 4. Seen red without the trigger.</summary>
    [TestCase("Declined")]
    [TestCase("Lapsed")]
    [TestCase("HandedBack")]
    public async Task No_offer_to_who_refused(string how)
    {
        var tracking = await Service.Offered();
        await Run($"UPDATE offers SET \"State\" = '{how}'");
        Assert.That(
            await Refused($"INSERT INTO offers (\"Id\", {await Columns("offers", but: "Id")}) SELECT {await Service.Db(db => Task.FromResult(db.Words.NewId))}, {await Columns("offers", but: "Id")} FROM offers WHERE \"Order\" = {Of(tracking)}"),
            Is.EqualTo(Guard.NeverAgain));
    }

    [Test]
    public async Task No_message_handled_twice_by_one_consumer() =>
        Assert.That(await Twice("inbox"), Is.EqualTo(Guard.InboxOnce));

    [Test]
    public async Task No_step_of_an_order_twice() =>
        Assert.That(await Twice("order_history"), Is.EqualTo(Guard.HistoryOnce));

    [Test]
    public async Task No_order_twice() =>
        Assert.That(await Twice("orders"), Is.EqualTo(Guard.OrderOnce).Or.EqualTo(Guard.TrackingNumber));

    [Test]
    public async Task What_else_goes_wrong_is_no_guard()
    {
        Assert.That(await Refused("UPDATE orders SET \"Difficulty\" = NULL", orders: 1), Is.Null);
    }

    private async Task<Guard?> Twice(string table)
    {
        await Service.Ordered();
        return await Refused($"INSERT INTO {table} SELECT * FROM {table}");
    }

    private async Task<Guard?> Refused(string sql, int orders = 0)
    {
        for (var n = 0; n < orders; n++) await Service.Ordered();
        try
        {
            await Run(sql);
            Assert.Fail("The database let it pass.");
            return null;
        }
        catch (DbException refused)
        {
            return Guards.Broken(new DbUpdateException(refused.Message, refused));
        }
    }

    private Task<int> Run(string sql) => Service.Db(db => db.Database.ExecuteSqlRawAsync(sql));

    private Task<string> Columns(string table, string but) => Service.Db(db =>
        Task.FromResult(string.Join(", ", db.Model.GetEntityTypes().Single(one => one.GetTableName() == table).GetProperties().Select(property => property.GetColumnName()).Where(column => column != but).Select(column => $"\"{column}\""))));

    private static string Id(string expert) => ExpertId.For(expert).ToString().ToUpperInvariant();

    private static string Of(string tracking) => $"(SELECT \"Id\" FROM orders WHERE \"Tracking\" = '{TrackingNumber.Of(tracking)}')";
}
