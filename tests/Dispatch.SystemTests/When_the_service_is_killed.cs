namespace Dispatch.SystemTests;

/// <summary>
/// <c>kill -9</c> at twenty random moments, ten on each transport, while orders come in, experts answer and farmers confirm; then the same database goes
/// on. Orders keep coming until the last kill. Seen red with planted faults: with the inbox's note left out, on the embedded
/// transport (what comes again is refused by the notices' key and ends in the error queue); with rows noted as sent before
/// they are published, on the broker (orders stay where they are).
/// </summary>
[TestFixture(false, 1), TestFixture(true, 2), Order(1)]
public sealed class When_the_service_is_killed(bool onBroker, int seed)
{
    private const int Times = 10;
    private const int AtOnce = 8;

    /// <summary>Answers between two kills, at most.</summary>
    private const int Most = 16;
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private int answered;
    private (int At, TaskCompletionSource Reached) mark;

    [Test]
    public async Task Ten_times_nothing_is_lost_and_nothing_done_twice()
    {
        await using var host = onBroker ? await (await Broker.Running()).NewHostAsync() : null;
        await using var service = await SmallWorld.Service(host?.Uri);
        await service.StartAsync();
        var farmers = new Farmers(service, $"killed-{seed}", AtOnce);
        farmers.Answered += Count;
        await Kill(service, new Random(seed), farmers.Lives);
        farmers.Enough();
        await farmers.Lives.WaitAsync(Ceiling);
        await service.CameTo(farmers.All);
    }

    /// <summary>A kill comes after so many more answers, so that it hits whatever follows from them; now and then right after the start.</summary>
    private async Task Kill(ServiceProcess service, Random random, Task lives)
    {
        for (var n = 0; n < Times; n++)
        {
            if (await Task.WhenAny(Answers(random.Next(0, Most)), lives).WaitAsync(Ceiling) == lives) await lives;
            await service.KillAsync();
            await service.StartAsync();
        }
    }

    private void Count()
    {
        var now = Interlocked.Increment(ref answered);
        lock (gate)
            if (mark.Reached is { } reached && now >= mark.At) reached.TrySetResult();
    }

    private Task Answers(int more)
    {
        lock (gate)
        {
            mark = (Volatile.Read(ref answered) + more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (more == 0) mark.Reached.SetResult();
            return mark.Reached.Task;
        }
    }
}
