using Dispatch.Domain.Ledger;
using Dispatch.Tests.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.CommandLine;

/// <summary>It has lived in a file, and has an order that is solved and one that waits.</summary>
[OnSqlite]
public sealed class When_a_pilot_moves_to_a_server : Terminal
{
    private const string Noon = "2026-06-01T12:00";
    private string server = null!;
    private string waiting = null!;

    private string Pilot => $"sqlite:{Path("pilot.db")}";

    [SetUp]
    public async Task Grow()
    {
        server = await Servers.Empty();
        await using var pilot = await At(Pilot);
        await pilot.Settle(Langshan.Expert("E1"));
        var solved = await pilot.Offered();
        await pilot.Accept(solved, "E1").Done();
        await pilot.Report(solved, "E1").Done();
        await pilot.Confirm(solved).Done();
        waiting = await pilot.Ordered();
        await pilot.Quiet();
    }

    [TearDown]
    public Task Leave() => Servers.Drop(server);

    [Test]
    public async Task All_of_it_is_there_and_keeps_every_promise()
    {
        Assert.That(await Copy(), Is.Zero, Error);
        Assert.That(Out, Does.Match(@"\b2 orders\b").And.Contain("all rows are there"));

        Assert.That(await Run("doctor", "--at", Noon, $"--Dispatch:Database={server}"), Is.Zero, Out + Error);
        Assert.That(await Exported(server), Is.EqualTo(await Exported(Pilot)));
    }

    [Test]
    public async Task The_district_goes_on_there()
    {
        Assert.That(await Copy(), Is.Zero, Error);
        await using var service = await At(server);

        Assert.That((await service.Order(waiting)).Tracking.Value, Is.EqualTo(waiting));
        var next = await service.Offered(order => order with { FarmerPhone = "13804780009" });
        await service.Quiet();
        Assert.That((await service.Holders(next), service.Faults), Is.EqualTo((new[] { "E1" }, 0)));
    }

    [Test]
    public async Task A_rehearsal_is_replaced_by_what_the_pilot_has_done_since()
    {
        Assert.That(await Copy(), Is.Zero, Error);
        await using (var pilot = await At(Pilot)) await pilot.Ordered(order => order with { FarmerPhone = "13804780009" });

        Assert.That(await Copy(), Is.Zero, Error);
        Assert.That(Out, Does.Match(@"\b3 orders\b"));
    }

    [Test]
    public async Task Once_the_server_is_worked_on_nothing_there_is_overwritten()
    {
        Assert.That(await Copy(), Is.Zero, Error);
        string made;
        await using (var service = await At(server)) made = await service.Ordered(order => order with { FarmerPhone = "13804780009" });

        Assert.That((await Copy(), Error.Contains("Work has been done on the server", StringComparison.Ordinal)), Is.EqualTo((1, true)));
        await using var later = await At(server);
        Assert.That((await later.Order(made)).Tracking.Value, Is.EqualTo(made));
    }

    /// <summary>Seen red with a ledger that is verified when all has been replaced.</summary>
    [Test]
    public async Task A_ledger_that_is_not_sound_changes_nothing_there()
    {
        Assert.That(await Copy(), Is.Zero, Error);
        var there = await Exported(server);
        await using (var pilot = await At(Pilot)) await pilot.Ordered(order => order with { FarmerPhone = "13804780009" });
        await InPilot("DROP TRIGGER ledger_never_UPDATE; UPDATE ledger SET \"People\" = 7");

        Assert.That((await Copy(), Error.Contains("is not sound; nothing was changed", StringComparison.Ordinal)), Is.EqualTo((1, true)), Error);
        Assert.That(Error, Does.Contain("ledger 1"));
        Assert.That(await Run("doctor", "--at", Noon, $"--Dispatch:Database={server}"), Is.Zero, Out + Error);
        Assert.That(await Exported(server), Is.EqualTo(there));
    }

    /// <summary>Seen red with the closing missed: all was copied, and the command failed.</summary>
    [Test]
    public async Task What_was_not_entered_when_the_pilot_ended_comes_over_and_is_entered_there()
    {
        await InPilot("CREATE TRIGGER nothing_is_entered BEFORE INSERT ON ledger BEGIN SELECT RAISE(ABORT, 'not now'); END");
        await using (var pilot = await At(Pilot))
        {
            var late = await pilot.Taken("E1", order => order with { FarmerPhone = "13804780009" });
            await pilot.Report(late, "E1").Done();
            await pilot.Confirm(late, by: "Farmer:13804780009").Done();
            await pilot.Quiet();
        }
        await InPilot("DROP TRIGGER nothing_is_entered");

        Assert.That(await Copy(), Is.Zero, Error);
        Assert.That(await Run("errors", "replay", "--all", $"--Dispatch:Database={server}"), Is.Zero, Error);
        await using var service = await At(server);
        await OrderDesk.Until(async () => await service.Db(db => db.Set<Entry>().CountAsync()) == 2);
    }

    [TestCase("--from", "postgres:Host=127.0.0.1;Database=x")]
    [TestCase("--to", "sqlite:other.db")]
    public async Task It_moves_from_a_file_to_a_server_and_not_otherwise(string option, string named)
    {
        var (from, to) = option == "--from" ? (named, server) : (Pilot, named);

        Assert.That((await Type(default, "copy", "--from", from, "--to", to), Error.Contains(option, StringComparison.Ordinal)), Is.EqualTo((1, true)));
    }

    private static Task<Service> At(string database) => Service.StartAsync(settings => settings.Database = database);

    private Task<int> Copy() => Type(default, "copy", "--from", Pilot, "--to", server);

    private Task<string> InPilot(string sql) => Sql(sql, "pilot.db");

    private async Task<string> Exported(string database)
    {
        var file = Path($"{Guid.CreateVersion7():N}.csv");
        Assert.That(await Run("ledger", "export", file, $"--Dispatch:Database={database}"), Is.Zero, Error);
        return await File.ReadAllTextAsync(file);
    }
}
