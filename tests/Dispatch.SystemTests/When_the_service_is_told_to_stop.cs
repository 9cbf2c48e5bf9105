using Microsoft.Data.Sqlite;

namespace Dispatch.SystemTests;

public sealed class When_the_service_is_told_to_stop
{
    private const string Queue = "triage-order";
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);

    /// <summary>Seen red with connections that nobody ends when the service does: the log stayed.</summary>
    [Test]
    public async Task It_finishes_what_is_in_hand_and_the_next_start_goes_on()
    {
        await using var service = await SmallWorld.Service();
        await service.StartAsync();
        var farmers = Enumerable.Range(0, 24).Select(n => new Farmer(service, $"stopped-{n}")).ToList();
        var halfway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        farmers[8].Answered += () => halfway.TrySetResult();
        var lives = Parallel.ForEachAsync(farmers, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (farmer, _) => await farmer.Live());
        await Task.WhenAny(halfway.Task, lives).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.That(await service.StopAsync(), Is.Zero, service.Output);
        Assert.That(File.Exists(service.DatabaseFile + "-wal"), Is.False, "the write-ahead log is folded in");
        await service.StartAsync();

        await lives.WaitAsync(TimeSpan.FromMinutes(2));
        await service.AllIsWell();
    }

    /// <summary>
    /// A worker has an order in hand and can't write it down, for longer than it may take to stop: it ends all the same, while the
    /// file is still locked. Seen red with the service's parts taken away from under it at the end: the order was in the error queue; and once in a while the process crashed.
    /// </summary>
    [Test]
    public async Task What_it_can_t_finish_in_time_it_gives_back_and_the_next_life_does_it_once()
    {
        await using var host = await (await Broker.Running()).NewHostAsync();
        await using var web = await SmallWorld.Service(host.Uri, new Dictionary<string, string> { ["Dispatch__StopWithin"] = "00:00:02", ["Dispatch__DatabasePatience"] = "00:10:00" }, "serve", "--role", "web");
        await using var worker = web.Beside("serve", "--role", "worker");
        await web.StartAsync();
        var farmer = new Farmer(web, "broken off");
        await farmer.Submit();
        await Eventually.Holds("the order waits for a worker", async () => await host.Waiting(Queue) == 1 && web.Count("outbox WHERE SentAt IS NULL") == 0, Ceiling);
        var key = web.Client.DefaultRequestHeaders.Authorization;

        await using (await Lock(web.DatabaseFile))
        {
            await worker.StartAsync(key);
            await Eventually.Holds("it is in hand", async () => await host.Waiting(Queue) == 0, Ceiling);
            Assert.That(await worker.StopAsync(), Is.Zero, worker.Output);
            await Eventually.Holds("it is the broker's again", async () => await host.Waiting(Queue) == 1, Ceiling);
        }

        await worker.StartAsync(key);
        await farmer.GoOn();
        await web.CameTo([farmer]);
    }

    /// <summary>Nobody else writes until what is returned is disposed.</summary>
    private static async Task<SqliteConnection> Lock(string file)
    {
        var other = new SqliteConnection($"Data Source={file};Pooling=false");
        await other.OpenAsync();
        await using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync();
        return other;
    }
}
