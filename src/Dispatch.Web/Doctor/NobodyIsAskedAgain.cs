using System.Runtime.CompilerServices;
using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 4. After a no, a silence or a hand-back, no later offer of the order to the same expert.</summary>
internal sealed class NobodyIsAskedAgain : Promise
{
    public override int Number => 4;

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var offers = patient.Db.Set<Offer>();
        var again = offers
            .Where(offer => offers.Any(earlier => earlier.Order == offer.Order && earlier.Expert == offer.Expert && earlier.Number < offer.Number
                && (earlier.State == OfferState.Declined || earlier.State == OfferState.Lapsed || earlier.State == OfferState.HandedBack)))
            .Select(offer => new { offer.Order, offer.Number, offer.Expert });
        await foreach (var offer in again.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(await patient.NameOf(offer.Order, stop), "Breach.AskedAgain", offer.Number, await patient.NameOf(offer.Expert, stop));
    }
}
