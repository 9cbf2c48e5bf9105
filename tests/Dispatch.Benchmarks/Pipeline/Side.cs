namespace Dispatch.Benchmarks.Pipeline;

/// <summary>How the orders come.</summary>
/// <param name="Orders">How many in each part of a run.</param>
/// <param name="Callers">How many send at once, where it is as fast as they can.</param>
/// <param name="WarmUp">How many before anything is measured.</param>
internal sealed record Amount(int Orders, int Callers, int WarmUp);

/// <summary>What one side came to.</summary>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="Side">"service" or "floor".</param>
/// <param name="WindowSeconds">How long a round of matching waits for others.</param>
/// <param name="Orders">How many were sent as fast as they were taken.</param>
/// <param name="PerSecond">From the first submission to the last offer announced.</param>
/// <param name="ToFloor">The rate as a share of the floor's; null for the floor.</param>
/// <param name="HalfRate">Orders a second at which the waits were measured.</param>
/// <param name="MedianMs">From when an order should have been sent to its offer announced.</param>
/// <param name="P95Ms">The same.</param>
/// <param name="P99Ms">The same.</param>
/// <param name="CpuMsEach">User and system time of an order, until all that follows from it is done. The floor's is with its caller.</param>
/// <param name="PeakMb">The most it has had in memory; null for the floor, which has no process of its own.</param>
/// <param name="CommitsEach">Transactions that wrote, of an order.</param>
/// <param name="MessagesEach">Messages published, of an order.</param>
/// <param name="HandledEach">Messages noted as handled, of an order.</param>
/// <param name="Faults">Orders not taken or not offered, and messages that failed or were not handled.</param>
internal sealed record PipelineRow(
    string Database, string Side, double WindowSeconds, int Orders, double PerSecond, double? ToFloor, double HalfRate, double MedianMs, double P95Ms, double P99Ms,
    double CpuMsEach, double? PeakMb, double CommitsEach, double MessagesEach, double HandledEach, int Faults);

/// <summary>One side under load: warmed up, as fast as it goes, then at half of that rate.</summary>
/// <param name="Name">"service" or "floor".</param>
/// <param name="Installation">Its database.</param>
/// <param name="Submit">Sends the order of a number.</param>
/// <param name="Heard">What it announces.</param>
/// <param name="Cpu">What it has used so far.</param>
internal sealed record Side(string Name, Installation Installation, Func<int, Task<Guid?>> Submit, Announcements Heard, Func<TimeSpan> Cpu)
{
    /// <summary>Notes in the inbox that an order leaves until it is offered and the expert told: triage, the farmer's notice, the expert's.</summary>
    private const int Handlings = 3;
    private const int Seed = 1;

    public async Task<PipelineRow> Measure(Amount amount)
    {
        await using var counted = new Counted(Installation);
        var load = new Load(Submit, Heard.OfferOf);
        Console.Error.WriteLine($"{Installation.Name}: {Name}, {amount.Orders:N0} orders…");
        await load.AtOnce(0, amount.WarmUp, amount.Callers);
        var left = await counted.Quiet(amount.WarmUp * Handlings);
        var (commits, handled, messages, cpu) = (await counted.Commits(), await counted.Handled(), await counted.Messages(), Cpu());
        var fast = await load.AtOnce(amount.WarmUp, amount.Orders, amount.Callers);
        left += await counted.Quiet(handled + ((amount.Orders - fast.Lost) * Handlings));
        (commits, handled, messages, cpu) = (await counted.Commits() - commits, await counted.Handled() - handled, await counted.Messages() - messages, Cpu() - cpu);
        var paced = await load.Paced(amount.WarmUp + amount.Orders, amount.Orders, fast.PerSecond / 2, Seed);
        left += await counted.Quiet((amount.WarmUp + (2 * amount.Orders) - fast.Lost - paced.Lost) * Handlings);
        var missing = amount.WarmUp + (2 * amount.Orders) - (int)await counted.Offers();
        return new PipelineRow(
            Installation.Kind, Name, Installation.BatchWindow.TotalSeconds, amount.Orders, Math.Round(fast.PerSecond, 1), null, Math.Round(fast.PerSecond / 2, 1),
            Math.Round(paced.Percentile(50), 1), Math.Round(paced.Percentile(95), 1), Math.Round(paced.Percentile(99), 1),
            Math.Round(cpu.TotalMilliseconds / amount.Orders, 2), null, Each(commits), Each(messages), Each(handled), Math.Max(missing, fast.Lost + paced.Lost) + (int)left);

        double Each(long number) => Math.Round((double)number / amount.Orders, 2);
    }
}
