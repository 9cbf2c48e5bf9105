using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 4. After a no, a silence or a hand-back, no later offer of the order to the same expert.</summary>
internal sealed class NobodyIsAskedAgain : Promise
{
    public override int Number => 4;

    public override string Says => "Nobody is offered an order they refused.";

    public override IAsyncEnumerable<Breach> Check(Patient patient, CancellationToken stop)
    {
        var offers = patient.Db.Set<Offer>();
        return offers
            .Where(offer => offers.Any(earlier => earlier.Order == offer.Order && earlier.Expert == offer.Expert && earlier.Number < offer.Number
                && (earlier.State == OfferState.Declined || earlier.State == OfferState.Lapsed || earlier.State == OfferState.HandedBack)))
            .AsAsyncEnumerable()
            .Select(offer => new Breach($"order {offer.Order}", $"offer {offer.Number} asks expert {offer.Expert}, who had refused it"));
    }
}
