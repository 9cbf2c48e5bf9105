using System.Runtime.CompilerServices;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 3. The count that the database guards is the true one, it is within the capacity, and every seat has one live offer at most.</summary>
internal sealed class NoDoubleBooking : Promise
{
    public override int Number => 3;

    public override string Says => "No expert holds more open seats than their capacity; no seat has two holders.";

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var db = patient.Db;
        var loads = db.Set<Expert>().Select(expert => new
        {
            expert.Code,
            expert.Capacity,
            expert.OpenSeats,
            Held = db.Set<Seat>().Count(seat => seat.Expert == expert.Id && (seat.State == SeatState.Offered || seat.State == SeatState.Accepted || seat.State == SeatState.Arrived)),
        }).Where(load => load.Held != load.OpenSeats || load.Held > load.Capacity);
        await foreach (var load in loads.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach($"expert {load.Code}", $"holds {load.Held} seats, counted as {load.OpenSeats}, of {load.Capacity} at most");
        var doubled = db.Set<Offer>().Where(offer => offer.State == OfferState.Open).GroupBy(offer => new { offer.Order, offer.Seat }).Where(offers => offers.Count() > 1).Select(offers => offers.Key);
        await foreach (var seat in doubled.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach($"order {seat.Order} seat {seat.Seat}", "has two open offers");
        var unheld = db.Set<Seat>().Where(seat => (seat.State == SeatState.Open) != (seat.Expert == null)
            || (seat.State == SeatState.Offered && !db.Set<Offer>().Any(offer => offer.Order == seat.Order && offer.Seat == seat.Number && offer.Expert == seat.Expert && offer.State == OfferState.Open)));
        await foreach (var seat in unheld.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach($"order {seat.Order} seat {seat.Number}", "does not fit its offers");
    }
}
