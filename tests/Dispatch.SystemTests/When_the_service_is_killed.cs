namespace Dispatch.SystemTests;

/// <summary>
/// <c>kill -9</c> at random moments on the embedded transport, while orders come in, experts answer and farmers confirm; then the
/// same database goes on. Orders keep coming until the last kill. On a broker that is one of the faults in <c>Faults</c>. Seen red with
/// the inbox's note left out: what comes again is refused by the notices' key and ends in the error queue.
/// </summary>
[Order(1)]
public sealed class When_the_service_is_killed
{
    private const int Seed = 1;
    private const int AtOnce = 8;

    /// <summary>Answers between two kills, at most.</summary>
    private const int Most = 16;
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(10);
    private readonly AnswerCount answers = new();

    [TestCase(5)]
    [TestCase(20, Category = "Long")]
    public async Task Nothing_is_lost_and_nothing_done_twice(int times)
    {
        await using var service = await SmallWorld.Service();
        await service.StartAsync();
        var farmers = new Farmers(service, $"killed-{Seed}", AtOnce);
        farmers.Answered += answers.Count;
        await Kill(service, new Random(Seed), farmers.Lives, times);
        farmers.Enough();
        await farmers.Lives.WaitAsync(Ceiling);
        await service.CameTo(farmers.All);
    }

    /// <summary>A kill comes after so many more answers, so that it hits whatever follows from them; now and then right after the start.</summary>
    private async Task Kill(ServiceProcess service, Random random, Task lives, int times)
    {
        for (var n = 0; n < times; n++)
        {
            if (await Task.WhenAny(answers.More(random.Next(0, Most)), lives).WaitAsync(Ceiling) == lives) await lives;
            await service.KillAsync();
            await service.StartAsync();
        }
    }
}
