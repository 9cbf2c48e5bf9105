using System.Data.Common;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;

namespace Dispatch.Web.Doctor;

/// <summary>What one promise came to.</summary>
/// <param name="Number">Which promise.</param>
/// <param name="Values">What fills its sentence.</param>
/// <param name="Breaches">The rows that break it.</param>
public sealed record Diagnosis(int Number, object[] Values, IReadOnlyList<Breach> Breaches)
{
    public bool Holds => Breaches.Count == 0;

    /// <summary>The promise, in a sentence.</summary>
    public string In(string language) => Texts.In(language, $"Promise.{Number}", Values);
}

/// <summary>Checks every promise against a live database. Reads only.</summary>
public sealed class Examination(DispatchDb db, Limits limits, Settings settings)
{
    /// <summary>The first so many of a promise's breaches are named.</summary>
    private const int Named = 1000;

    private static readonly Promise[] Promises =
    [
        new NothingIsLost(), new NothingTwice(), new NoDoubleBooking(), new NobodyIsAskedAgain(), new OldestFirst(), new LedgerHolds(), new EachTheirOwn(), new NothingBadGotIn(),
    ];

    /// <param name="at">As of when limits are judged.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<IReadOnlyList<Diagnosis>> Run(DateTimeOffset at, CancellationToken stop)
    {
        // A row that can't be read would end the reading: such rows are found first, and left out from there on.
        var patient = new Patient(db, limits, settings.Weights, at) { Unreadable = await UnreadableRow.Find(db, stop) };
        var found = new List<Diagnosis>();
        foreach (var promise in Promises) found.Add(await Checked(promise, patient, stop));
        return found;
    }

    private static async Task<Diagnosis> Checked(Promise promise, Patient patient, CancellationToken stop)
    {
        var breaches = new List<Breach>();
        try
        {
            await foreach (var breach in promise.Check(patient, stop).Take(Named)) breaches.Add(breach);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbException))
        {
            breaches.Add(new Breach($"{promise.Number}", "Breach.NotExamined", failure.GetBaseException().Message));
        }
        return new Diagnosis(promise.Number, promise.Values, breaches);
    }
}
