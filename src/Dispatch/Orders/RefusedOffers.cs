using Dispatch.Domain.Orders;

namespace Dispatch.Orders;

/// <summary>The offers to which somebody said no.</summary>
public static class RefusedOffers
{
    /// <summary>As <see cref="Offer.IsRefusal"/>.</summary>
    public static IQueryable<Offer> Refused(this IQueryable<Offer> offers) =>
        offers.Where(offer => offer.State == OfferState.Declined || offer.State == OfferState.Lapsed || offer.State == OfferState.HandedBack);
}
