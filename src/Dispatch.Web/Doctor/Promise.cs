using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;

namespace Dispatch.Web.Doctor;

/// <summary>What the promises are checked against: a live database, at a moment.</summary>
public sealed record Patient(DispatchDb Db, Limits Limits, Weights Weights, DateTimeOffset Now)
{
    /// <summary>What is younger may still be under way: messages, sweeps, rounds.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>Whatever should have happened by then has had its time.</summary>
    public DateTimeOffset Settled => Now - Grace;
}

/// <summary>A row that breaks a promise, and how.</summary>
/// <param name="Row">"order 48210937561", "expert E017", "ledger 12".</param>
/// <param name="What">What is wrong with it.</param>
public sealed record Breach(string Row, string What);

/// <summary>One of the promises of the design, and how a database shows that it is kept.</summary>
public abstract class Promise
{
    public abstract int Number { get; }

    /// <summary>The promise, in a sentence.</summary>
    public abstract string Says { get; }

    /// <summary>Every row that breaks it.</summary>
    public abstract IAsyncEnumerable<Breach> Check(Patient patient, CancellationToken stop);
}
