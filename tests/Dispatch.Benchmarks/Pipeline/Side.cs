using Dispatch.Benchmarks.Peers;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>How the orders come.</summary>
/// <param name="Orders">How many in each round, and at half of its rate.</param>
/// <param name="Callers">How many send at once, where it is as fast as they can.</param>
/// <param name="WarmUp">How many before anything is measured.</param>
/// <param name="Rounds">How often each side is measured as fast as it goes, in turn with the other.</param>
internal sealed record Amount(int Orders, int Callers, int WarmUp, int Rounds);

/// <summary>What one side came to.</summary>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="Side">"service" or "floor".</param>
/// <param name="WindowSeconds">How long a round of matching waits for others.</param>
/// <param name="Orders">How many were sent in a round as fast as they were taken.</param>
/// <param name="PerSecond">From the first submission to the last offer announced: the middle of <paramref name="RoundsPerSecond"/>.</param>
/// <param name="RoundsPerSecond">The same of each round.</param>
/// <param name="ToFloor">The middle of <paramref name="RoundsToFloor"/>, and not the share of one middle rate in the other; null for the floor.</param>
/// <param name="RoundsToFloor">The rate of each round as a share of the floor's in its turn; null for the floor.</param>
/// <param name="HalfRate">Orders a second at which the waits were measured.</param>
/// <param name="MedianMs">From when an order should have been sent to its offer announced.</param>
/// <param name="P95Ms">The same.</param>
/// <param name="P99Ms">The same.</param>
/// <param name="CpuMsEach">User and system time of an order, until all that follows from it is done. The floor's is with its caller.</param>
/// <param name="PeakMb">The most it has had in memory; null for the floor, which has no process of its own.</param>
/// <param name="CommitsEach">Transactions that wrote, of an order.</param>
/// <param name="MessagesEach">Messages published, of an order.</param>
/// <param name="HandledEach">Messages noted as handled, of an order.</param>
/// <param name="Faults">Orders not taken or not offered, and messages that failed.</param>
internal sealed record PipelineRow(
    string Database, string Side, double WindowSeconds, int Orders, double PerSecond, IReadOnlyList<double> RoundsPerSecond, double? ToFloor, IReadOnlyList<double>? RoundsToFloor,
    double HalfRate, double MedianMs, double P95Ms, double P99Ms, double CpuMsEach, double? PeakMb, double CommitsEach, double MessagesEach, double HandledEach, int Faults)
{
    /// <summary>With its share of the floor's rate, round by round.</summary>
    /// <param name="floor">What was measured in turn with this.</param>
    public PipelineRow AsShareOf(PipelineRow floor)
    {
        var shares = RoundsPerSecond.Zip(floor.RoundsPerSecond, (mine, least) => Math.Round(mine / least, 2)).ToList();
        return this with { ToFloor = Percentiles.Of(shares, 50), RoundsToFloor = shares };
    }
}

/// <summary>One side under load: warmed up, as fast as it goes for some rounds, then at half of that rate.</summary>
internal sealed class Side : IAsyncDisposable
{
    /// <summary>Notes in the inbox that an order leaves until it is offered and the expert told: triage, the farmer's notice, the expert's.</summary>
    private const int Handlings = 3;
    private const int Seed = 1;
    private readonly string name;
    private readonly Installation installation;
    private readonly Amount amount;
    private readonly Func<TimeSpan> cpu;
    private readonly Counted counted;
    private readonly Load load;
    private readonly List<double> rates = [];
    private TimeSpan used;
    private long commits, handled, messages;
    private int sent, lost;
    private Passed paced = new(default, [], 0);

    /// <param name="name">"service" or "floor".</param>
    /// <param name="installation">Its database.</param>
    /// <param name="submit">Sends the order of a number.</param>
    /// <param name="heard">What it announces.</param>
    /// <param name="cpu">What it has used so far.</param>
    /// <param name="amount">How the orders come.</param>
    public Side(string name, Installation installation, Func<int, Task<Guid?>> submit, Announcements heard, Func<TimeSpan> cpu, Amount amount)
    {
        (this.name, this.installation, this.cpu, this.amount) = (name, installation, cpu, amount);
        (counted, load) = (new Counted(installation), new Load(submit, heard.OfferOf));
    }

    private double Rate => Percentiles.Of(rates, 50);

    /// <exception cref="StoreUnusableException">Messages or notices are left that nobody handles.</exception>
    public Task WarmUp() => Through("to warm up", amount.WarmUp, orders => load.AtOnce(sent, orders, amount.Callers));

    /// <summary>As fast as it goes, and until all that follows is done.</summary>
    /// <exception cref="StoreUnusableException">Messages or notices are left that nobody handles.</exception>
    public async Task Round()
    {
        var before = await SoFar();
        rates.Add((await Through($"round {rates.Count + 1} of {amount.Rounds}", amount.Orders, orders => load.AtOnce(sent, orders, amount.Callers))).PerSecond);
        var after = await SoFar();
        (commits, handled, messages, used) = (commits + after.Commits - before.Commits, handled + after.Handled - before.Handled, messages + after.Messages - before.Messages, used + after.Cpu - before.Cpu);
    }

    /// <summary>At half of the rate it takes.</summary>
    /// <exception cref="StoreUnusableException">Messages or notices are left that nobody handles.</exception>
    public async Task Paced() => paced = await Through("at half of the rate", amount.Orders, orders => load.Paced(sent, orders, Rate / 2, Seed));

    public async Task<PipelineRow> Row()
    {
        var missing = sent - (int)await counted.Offers();
        return new PipelineRow(
            installation.Kind, name, installation.BatchWindow.TotalSeconds, amount.Orders, Math.Round(Rate, 1), [.. rates.Select(rate => Math.Round(rate, 1))], null, null,
            Math.Round(Rate / 2, 1), Wait(50), Wait(95), Wait(99), Each(used.TotalMilliseconds), null, Each(commits), Each(messages), Each(handled), Math.Max(missing, lost));

        double Each(double number) => Math.Round(number / (amount.Orders * amount.Rounds), 2);
        double Wait(int percent) => Math.Round(paced.Percentile(percent), 1);
    }

    public ValueTask DisposeAsync() => counted.DisposeAsync();

    private async Task<(long Commits, long Handled, long Messages, TimeSpan Cpu)> SoFar() =>
        (await counted.Commits(), await counted.Handled(), await counted.Messages(), cpu());

    private async Task<Passed> Through(string what, int orders, Func<int, Task<Passed>> how)
    {
        Console.Error.WriteLine($"{installation.Name}: {name}, {what}, {orders:N0} orders…");
        var passed = await how(orders);
        sent += orders;
        lost += passed.Lost;
        // What it still does is not to be done in the other's turn.
        if (await counted.Quiet((sent - lost) * Handlings) + await counted.Told() is > 0 and var left) throw new StoreUnusableException($"{installation.Name}: {left:N0} messages and notices are left; more orders would say nothing.");
        return passed;
    }
}
