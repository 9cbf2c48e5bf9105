namespace Dispatch.SystemTests;

public sealed class When_the_service_is_told_to_stop
{
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
}
