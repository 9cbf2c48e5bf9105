using Dispatch.Persistence;

namespace Dispatch.Tests.CommandLine;

/// <summary>Orders come and are answered all the while.</summary>
[OnSqlite]
public sealed class When_a_live_database_is_copied : Terminal
{
    private const int Lives = 30;

    [Test]
    public async Task The_copy_is_of_one_moment_and_keeps_every_promise()
    {
        await using var service = await Service.StartAsync();
        await service.Settle([.. Enumerable.Range(1, 8).Select(n => Langshan.Expert($"E{n}", capacity: 50))]);
        var underWay = Lived(service);
        var copies = new List<string>();
        while (!underWay.IsCompleted)
        {
            copies.Add(Path($"copy-{copies.Count}.db"));
            await Storage.Of($"sqlite:{service.DatabaseFile}").Copy(copies[^1], CancellationToken.None);
        }
        await underWay;
        copies.Add(Path("copy-of-all.db"));
        await Storage.Of($"sqlite:{service.DatabaseFile}").Copy(copies[^1], CancellationToken.None);

        Assert.That(copies, Has.Count.GreaterThan(2));
        foreach (var copy in new[] { copies[0], copies[copies.Count / 2], copies[^1] })
        {
            Assert.That(await Run("doctor", "--at", "2026-06-01T09:00", $"--Dispatch:Database=sqlite:{copy}"), Is.Zero, Out + Error);
        }
        // What was closed in the moment of an earlier copy may not have been counted yet: its message is in the copy.
        Assert.That(await Run("ledger", "verify", $"--Dispatch:Database=sqlite:{copies[^1]}"), Is.Zero, Out + Error);
    }

    private static async Task Lived(Service service)
    {
        for (var n = 0; n < Lives; n++)
        {
            var tracking = await service.Offered();
            var holder = (await service.Holders(tracking))[0]!;
            await service.Accept(tracking, holder).Done();
            await service.Report(tracking, holder).Done();
            await service.Confirm(tracking).Done();
        }
        await service.Quiet();
    }
}
