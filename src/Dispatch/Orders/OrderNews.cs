using Dispatch.Contracts;
using Dispatch.Domain.Orders;

namespace Dispatch.Orders;

/// <summary>Where an order stood before a fact, as far as its news need to know.</summary>
public sealed record Moment(State State, int Closings, int Offers, IReadOnlySet<OfferId> Live)
{
    public static Moment Of(Order order) =>
        new(order.State, order.Closings, order.Offers.Count, order.Offers.Where(IsLive).Select(offer => offer.Id).ToHashSet());

    internal static bool IsLive(Offer offer) => offer.State is OfferState.Open or OfferState.Accepted;
}

/// <summary>What is announced when an order has taken a fact.</summary>
public static class OrderNews
{
    public static IEnumerable<object> Of(Order order, Fact fact, Moment before)
    {
        foreach (var message in AboutSeats(order, fact, before)) yield return message;
        if (before.State == State.Closed && order.State != State.Closed)
            yield return new OrderReopened { OrderId = order.Id.Value, Occasion = before.Closings };
        if (AboutState(order, fact, before) is { } news) yield return news;
    }

    private static IEnumerable<object> AboutSeats(Order order, Fact fact, Moment before)
    {
        var id = order.Id.Value;
        foreach (var offer in order.Offers.Skip(before.Offers))
            yield return new OfferMade { OrderId = id, Seat = offer.Seat, ExpertId = offer.Expert.Value, OfferId = offer.Id.Value, AnswerBy = offer.AnswerBy };
        foreach (var offer in order.Offers.Where(offer => before.Live.Contains(offer.Id) && !Moment.IsLive(offer)))
            yield return new SeatReleased { OrderId = id, ExpertId = offer.Expert.Value, How = offer.State.ToString(), OfferId = offer.Id.Value };
        switch (fact)
        {
            case Accepted accepted: yield return new OfferAccepted { OrderId = id, ExpertId = accepted.Expert.Value }; break;
            case CheckedIn arrived: yield return new ExpertArrived { OrderId = id, ExpertId = arrived.Expert.Value }; break;
            case Reported reported: yield return new VisitReported { OrderId = id, ExpertId = reported.Expert.Value }; break;
        }
    }

    private static object? AboutState(Order order, Fact fact, Moment before)
    {
        var id = order.Id.Value;
        return order.State switch
        {
            State.Waiting when fact is not (Chosen or Assigned or Accepted or Reported) => new OrderWaiting { OrderId = id, Urgent = order.Urgency == Urgency.Urgent },
            State.NeedsClerk when before.State != State.NeedsClerk => new OrderNeedsClerk { OrderId = id, Reason = order.Reason.ToString()!, Version = order.Version },
            State.Accepted when before.State != State.Accepted => new OrderAccepted { OrderId = id, Version = order.Version },
            State.Reported when before.State != State.Reported => new OrderReported { OrderId = id, Version = order.Version },
            State.Closed => new OrderClosed { OrderId = id, Occasion = order.Closings, Outcome = order.Outcome.ToString()! },
            _ => null,
        };
    }
}
