using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Orders;

/// <summary>The acts that fill and empty seats.</summary>
public sealed partial class Order
{
    internal Refusal? Ask(Triaged fact, Limits limits)
    {
        if (fact.Seats.Count == 0 && seats.TrueForAll(seat => seat.State == SeatState.Open)) return Refusal.NothingAskedFor;
        if (fact.Seats.Any(needs => needs.Count == 0)) return Refusal.NothingAskedFor;
        Note(fact);
        Place = fact.Place;
        OpenSeats(fact.Seats, fact.At);
        Queue(fact.At, limits);
        return Settle(fact.At, limits);
    }

    internal Refusal? Choose(Chosen fact, Limits limits) => Offer(fact.Seat, fact.Expert, pinned: false, fact.At, limits);

    /// <summary>A person has decided: refusals and the wait are counted anew, and a holder who is not heard of can be replaced.</summary>
    internal Refusal? Pin(Assigned fact, Limits limits)
    {
        if (State == State.NeedsClerk && WhyNoOffer(fact.Expert) is null && seats.Find(seat => seat.Number == fact.Seat) is { } seat && CanBeTakenBack(seat))
            Release(seat, OfferState.TakenBack, fact);
        if (WhyNot(fact.Seat, fact.Expert) is { } refusal) return refusal;
        Queue(fact.At, limits);
        return Offer(fact.Seat, fact.Expert, pinned: true, fact.At, limits);
    }

    internal Refusal? Accept(Accepted fact, Limits limits)
    {
        if (SeatOf(fact.Expert) is not { State: SeatState.Offered } seat) return WhyNotTheirs(fact.Expert);
        if (fact.At > seat.AnswerBy) return Refusal.OfferLapsed;
        var visitBy = Later(fact.At + limits.Visit[Urgency], PlannedFor + TimeSpan.FromDays(1));
        if (fact.ComesAt > visitBy) return Refusal.ComesTooLate;
        Answer(seat, OfferState.Accepted, fact);
        seat.State = SeatState.Accepted;
        seat.AnswerBy = null;
        seat.ComesAt = fact.ComesAt;
        seat.VisitBy = visitBy;
        return SettleUnlessWithClerk(fact.At, limits);
    }

    internal Refusal? Lapse(Lapsed fact, Limits limits) =>
        SeatOf(fact.Expert) is not { State: SeatState.Offered } seat ? Refusal.OfferedToSomeoneElse
        : fact.At <= seat.AnswerBy ? Refusal.TooEarly
        : Refuse(fact.Expert, OfferState.Lapsed, fact, limits);

    internal Refusal? Refuse(ExpertId expert, OfferState how, Fact fact, Limits limits)
    {
        if (SeatOf(expert) is not { State: SeatState.Offered } seat) return WhyNotTheirs(expert);
        return CountRefusal(seat, how, fact, limits);
    }

    internal Refusal? HandBack(HandedBack fact, Limits limits)
    {
        if (SeatOf(fact.Expert) is not { State: SeatState.Accepted or SeatState.Arrived } seat) return Refusal.NotTheHolder;
        WaitUntil = limits.WaitUntil(Urgency, fact.At);
        return CountRefusal(seat, OfferState.HandedBack, fact, limits);
    }

    internal Refusal? Withdraw(Withdrawn fact, Limits limits)
    {
        if (SeatOf(fact.Expert) is not { } seat) return Refusal.NotTheHolder;
        if (!CanBeTakenBack(seat)) return Refusal.TooLate;
        Release(seat, fact.By.Role == Role.Engine ? OfferState.Withdrawn : OfferState.TakenBack, fact);
        WaitUntil = limits.WaitUntil(Urgency, fact.At);
        return SettleUnlessWithClerk(fact.At, limits);
    }

    private Refusal? Offer(int number, ExpertId expert, bool pinned, DateTimeOffset at, Limits limits)
    {
        if (WhyNot(number, expert) is { } refusal) return refusal;
        var seat = seats.Find(seat => seat.Number == number)!;
        seat.State = SeatState.Offered;
        seat.Expert = expert;
        seat.AnswerBy = limits.AnswerBy(Urgency, at);
        offers.Add(new Offer
        {
            Id = OfferId.For(Id, number, offers.Count + 1),
            Order = Id,
            Seat = number,
            Number = offers.Count + 1,
            Expert = expert,
            MadeAt = at,
            AnswerBy = seat.AnswerBy.Value,
            Pinned = pinned,
            OpenSince = seat.OpenSince,
            QueuedSince = QueuedSince ?? at,
        });
        QueuedSince ??= at;
        return Settle(at, limits);
    }

    private void Note(FoundOut fact)
    {
        With(fact.Urgency, Place, fact.Crop ?? Crop, fact.Language).In(fact.TownCode, fact.VillageCode);
        Station = fact.Station ?? Station;
    }

    /// <summary>Before a visit always; once there, only when a clerk has had to look at it.</summary>
    private bool CanBeTakenBack(Seat seat) =>
        seat.State is SeatState.Offered or SeatState.Accepted || (seat.State == SeatState.Arrived && State == State.NeedsClerk);

    private Refusal? WhyNot(int number, ExpertId expert) =>
        Place is null ? Refusal.PlaceUnknown :
        seats.Find(seat => seat.Number == number) is not { } seat ? Refusal.NoSuchSeat
        : WhyNoOffer(expert) is { } refusal ? refusal
        : seat.State != SeatState.Open ? Refusal.SeatTaken
        : null;

    /// <summary>Who was too late is told so, also when the seat has gone on meanwhile.</summary>
    private Refusal WhyNotTheirs(ExpertId expert) =>
        LastOfferTo(expert) is { State: OfferState.Lapsed } ? Refusal.OfferLapsed : Refusal.OfferedToSomeoneElse;

    private Refusal? WhyNoOffer(ExpertId expert) =>
        RefusedBy.Contains(expert) ? Refusal.RefusedBefore
        : SeatOf(expert) is not null ? Refusal.AlreadyOnOrder
        : null;

    private Refusal? CountRefusal(Seat seat, OfferState how, Fact fact, Limits limits)
    {
        Release(seat, how, fact);
        Refusals++;
        return Refusals < limits.Refusals ? SettleUnlessWithClerk(fact.At, limits) : HandToClerk(ClerkReason.AllRefused);
    }

    private void Release(Seat seat, OfferState how, Fact fact)
    {
        Answer(seat, how, fact);
        seat.Release(fact.At);
    }

    private void Answer(Seat seat, OfferState how, Fact fact)
    {
        var offer = LastOfferTo(seat.Expert!.Value)!;
        offer.State = how;
        offer.AnsweredAt = fact.At;
        offer.Why = fact.Why;
    }

    private void OpenSeats(IReadOnlyList<IReadOnlyList<SkillLevel>> asked, DateTimeOffset at)
    {
        seats.RemoveAll(seat => seat.State == SeatState.Open);
        foreach (var needs in asked) seats.Add(new Seat { Order = Id, Number = ++LastSeat, Needs = needs, OpenSince = at });
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
