using Dispatch.Domain.Orders;
using Dispatch.Persistence;

namespace Dispatch.Web.Doctor;

/// <summary>What one promise came to.</summary>
public sealed record Diagnosis(int Number, string Promise, IReadOnlyList<Breach> Breaches)
{
    public bool Holds => Breaches.Count == 0;
}

/// <summary>Checks every promise against a live database. Reads only.</summary>
public sealed class Examination(DispatchDb db, Limits limits, Settings settings, TimeProvider clock)
{
    /// <summary>The first so many of a promise's breaches are named.</summary>
    private const int Named = 1000;

    private static readonly Promise[] Promises =
    [
        new NothingIsLost(), new NothingTwice(), new NoDoubleBooking(), new NobodyIsAskedAgain(), new OldestFirst(), new LedgerHolds(), new EachTheirOwn(), new NothingBadGotIn(),
    ];

    public async Task<IReadOnlyList<Diagnosis>> Run(CancellationToken stop)
    {
        var patient = new Patient(db, limits, settings.Weights, clock.GetUtcNow());
        var found = new List<Diagnosis>();
        foreach (var promise in Promises)
            found.Add(new Diagnosis(promise.Number, promise.Says, await promise.Check(patient, stop).Take(Named).ToListAsync(stop)));
        return found;
    }
}
