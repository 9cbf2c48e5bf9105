using System.Runtime.CompilerServices;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>
/// Promise 3. The count that the database guards is the true one and within the capacity; a seat that is held is held by
/// whom its offer went to, and nobody else has an offer for it that stands.
/// </summary>
internal sealed class NoDoubleBooking : Promise
{
    public override int Number => 3;

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var breach in Loads(patient)) yield return breach;
        await foreach (var seat in Unfounded(patient).AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(await patient.NameOf(seat.Order, stop), "Breach.SeatWithoutOffer", seat.Number, seat.State, seat.Expert is { } expert ? await patient.NameOf(expert, stop) : "-");
        await foreach (var (offer, holder) in Others(patient).WithCancellation(stop))
            yield return new Breach(
                await patient.NameOf(offer.Order, stop), "Breach.TwoHolders", offer.Seat, offer.Number,
                await patient.NameOf(offer.Expert, stop), holder is { } expert ? await patient.NameOf(expert, stop) : "-");
        var kept = patient.Seats.Held().Where(seat => patient.Db.Set<Order>().Any(order => order.Id == seat.Order && order.State == State.Closed)).Select(seat => new { seat.Order, seat.Number });
        await foreach (var seat in kept.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(await patient.NameOf(seat.Order, stop), "Breach.SeatKept", seat.Number);
    }

    private static IAsyncEnumerable<Breach> Loads(Patient patient)
    {
        var held = patient.Db.Set<Seat>().Held();
        return patient.Db.Set<Expert>().Select(expert => new { expert.Code, expert.Capacity, expert.OpenSeats, Held = held.Count(seat => seat.Expert == expert.Id) })
            .Where(load => load.Held != load.OpenSeats || load.Held > load.Capacity).AsAsyncEnumerable()
            .Select(load => new Breach(load.Code, "Breach.Overbooked", load.Held, load.OpenSeats, load.Capacity));
    }

    /// <summary>Held seats without an offer to their holder that stands: one that waits for an answer, or was accepted for the opening the seat has now. By the clocks of two processes an offer may be older than that.</summary>
    private static IQueryable<Held> Unfounded(Patient patient)
    {
        var offers = patient.Db.Set<Offer>();
        return patient.Seats.Where(seat => (seat.State == SeatState.Open) != (seat.Expert == null)
            || (seat.State == SeatState.Offered && !offers.Any(offer => offer.Order == seat.Order && offer.Seat == seat.Number && offer.Expert == seat.Expert && offer.State == OfferState.Open))
            || ((seat.State == SeatState.Accepted || seat.State == SeatState.Arrived || seat.State == SeatState.Reported)
                && !offers.Any(offer => offer.Order == seat.Order && offer.Seat == seat.Number && offer.Expert == seat.Expert && offer.State == OfferState.Accepted && offer.OpenSince == seat.OpenSince)))
            .Select(seat => new Held(seat.Order, seat.Number, seat.State, seat.Expert));
    }

    /// <summary>Offers that stand for a seat that somebody else holds, or nobody.</summary>
    private static IAsyncEnumerable<(Asked Offer, ExpertId? Holder)> Others(Patient patient) =>
        patient.Offers.Where(offer => offer.State == OfferState.Open || offer.State == OfferState.Accepted)
            .Join(patient.Db.Set<Seat>(), offer => new { offer.Order, Number = offer.Seat }, seat => new { seat.Order, seat.Number }, (offer, seat) => new { offer, seat })
            .Where(pair => (pair.offer.State == OfferState.Open && pair.seat.State != SeatState.Offered)
                || ((pair.offer.State == OfferState.Open || pair.offer.OpenSince == pair.seat.OpenSince) && (pair.seat.Expert == null || pair.seat.Expert != pair.offer.Expert)))
            .Select(pair => new { pair.offer.Order, pair.offer.Seat, pair.offer.Number, pair.offer.Expert, Holder = pair.seat.Expert })
            .AsAsyncEnumerable().Select(pair => (new Asked(pair.Order, pair.Seat, pair.Number, pair.Expert), pair.Holder));

    private sealed record Held(OrderId Order, int Number, SeatState State, ExpertId? Expert);

    private sealed record Asked(OrderId Order, int Seat, int Number, ExpertId Expert);
}
