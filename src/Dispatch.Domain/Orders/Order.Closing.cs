namespace Dispatch.Domain.Orders;

/// <summary>The acts of the visit, and those that end an order or bring it back.</summary>
public sealed partial class Order
{
    internal Refusal? GiveToClerk(Unclear fact)
    {
        Note(fact);
        OpenSeats(fact.Seats, fact.At);
        return HandToClerk(fact.Reason);
    }

    internal Refusal? GiveToClerk(Unmatched fact) => HandToClerk(fact.Reason);

    internal Refusal? GoOverdue(WentOverdue fact) => DueIsOver(fact.At) ? HandToClerk(ClerkReason.Overdue) : Refusal.TooEarly;

    internal Refusal? CheckIn(CheckedIn fact, Limits limits)
    {
        if (SeatOf(fact.Expert) is not { State: SeatState.Accepted } seat) return Refusal.NotTheHolder;
        if (seats.Exists(seat => seat.State < SeatState.Accepted)) return Refusal.TeamNotComplete;
        seat.State = SeatState.Arrived;
        seat.ArrivedAt = fact.At;
        WaitUntil = limits.WaitUntil(Urgency, fact.At);
        return Settle(fact.At, limits);
    }

    /// <summary>A report without a check-in is taken as both: there was no network in the field.</summary>
    internal Refusal? Report(Reported fact, Limits limits)
    {
        if (SeatOf(fact.Expert) is not { State: SeatState.Accepted or SeatState.Arrived } seat) return Refusal.NotTheHolder;
        if (seat.State == SeatState.Accepted && seats.Exists(seat => seat.State < SeatState.Accepted)) return Refusal.TeamNotComplete;
        seat.State = SeatState.Reported;
        seat.ArrivedAt ??= fact.At;
        seat.ReportedAt = fact.At;
        return seats.TrueForAll(seat => seat.State == SeatState.Reported) ? Settle(fact.At, limits) : SettleUnlessWithClerk(fact.At, limits);
    }

    internal Refusal? Confirm(Confirmed fact, Limits limits)
    {
        if (fact.Outcome is not (Orders.Outcome.Solved or Orders.Outcome.PartlySolved or Orders.Outcome.NotSolved)) return Refusal.NotYoursToSay;
        if (fact.Outcome != Orders.Outcome.NotSolved || !fact.VisitAgain) return Close(fact.Outcome, fact.At);
        SendAgain(fact.At, limits);
        return Visits < limits.Visits ? Settle(fact.At, limits) : HandToClerk(ClerkReason.StillNotSolved);
    }

    /// <summary>A farmer who is heard late still counts: closed as unconfirmed is not the last word.</summary>
    internal Refusal? ConfirmLate(Confirmed fact, Limits limits) =>
        Outcome != Orders.Outcome.Unconfirmed ? Refusal.OrderAlreadyClosed
        : fact.At > ClosedAt + limits.Reopening ? Refusal.ReopenPeriodOver
        : Confirm(fact, limits);

    internal Refusal? CloseUnconfirmed(ConfirmationLapsed fact) =>
        DueIsOver(fact.At) ? Close(Orders.Outcome.Unconfirmed, fact.At) : Refusal.TooEarly;

    internal Refusal? CloseAnswered(Answered fact) =>
        seats.Exists(seat => seat.State >= SeatState.Arrived) ? Refusal.TooLate : CloseAndRelease(Orders.Outcome.Answered, fact);

    internal Refusal? GiveUp(GivenUp fact) => CloseAndRelease(Orders.Outcome.NotSolved, fact);

    internal Refusal? Cancel(Cancelled fact) => CloseAndRelease(Orders.Outcome.Cancelled, fact);

    /// <summary>The other order is the one that is visited; so it must not have been yet.</summary>
    internal Refusal? Merge(Merged fact)
    {
        if (fact.Into.Id == Id) return Refusal.IntoItself;
        if (fact.Into.State is State.Reported or State.Closed) return Refusal.OtherOrderOver;
        if (seats.Exists(seat => seat.State >= SeatState.Arrived)) return Refusal.TooLate;
        MergedInto = fact.Into.Id;
        return CloseAndRelease(Orders.Outcome.Merged, fact);
    }

    /// <summary>What went on under another order can be taken out again at any time: it has not ended itself.</summary>
    internal Refusal? Reopen(Reopened fact, Limits limits)
    {
        if (MergedInto is null && fact.At > ClosedAt + limits.Reopening) return Refusal.ReopenPeriodOver;
        ReopenedAt = fact.At;
        Visits = 0;
        Refusals = 0;
        SendAgain(fact.At, limits);
        return Place is null ? HandToClerk(ClerkReason.PlaceUnclear)
            : seats.Count == 0 ? HandToClerk(ClerkReason.SkillUnclear)
            : Settle(fact.At, limits);
    }

    private bool DueIsOver(DateTimeOffset at) => at > DueAt;

    private void SendAgain(DateTimeOffset at, Limits limits)
    {
        Outcome = null;
        ClosedAt = null;
        MergedInto = null;
        foreach (var seat in seats) seat.Release(at);
        QueuedSince = at;
        Queue(at, limits);
    }

    private Refusal? CloseAndRelease(Outcome outcome, Fact fact)
    {
        foreach (var seat in seats)
            if (seat.State is SeatState.Offered or SeatState.Accepted or SeatState.Arrived) Release(seat, OfferState.Withdrawn, fact);
        return Close(outcome, fact.At);
    }

    private Refusal? Close(Outcome outcome, DateTimeOffset at)
    {
        State = State.Closed;
        Outcome = outcome;
        ClosedAt = at;
        Closings++;
        Reason = null;
        DueAt = null;
        return null;
    }

    private void Queue(DateTimeOffset at, Limits limits)
    {
        QueuedSince ??= at;
        WaitUntil = limits.WaitUntil(Urgency, at);
        Refusals = 0;
    }

    private Refusal? HandToClerk(ClerkReason reason)
    {
        State = State.NeedsClerk;
        Reason = reason;
        DueAt = null;
        return null;
    }

    private Refusal? SettleUnlessWithClerk(DateTimeOffset at, Limits limits) => State == State.NeedsClerk ? null : Settle(at, limits);

    /// <summary>Where the order stands, and by when it must move on, follows from where its seats stand.</summary>
    private Refusal? Settle(DateTimeOffset at, Limits limits)
    {
        State = seats.Exists(seat => seat.State == SeatState.Open) ? State.Waiting
            : seats.Exists(seat => seat.State == SeatState.Offered) ? State.Offered
            : seats.TrueForAll(seat => seat.State == SeatState.Reported) ? State.Reported
            : seats.Exists(seat => seat.State >= SeatState.Arrived) ? State.Visiting
            : State.Accepted;
        if (State == State.Reported) Visits++;
        Reason = null;
        DueAt = State switch
        {
            State.Waiting => WaitUntil,
            State.Accepted => Promised is { } due && due > at ? due : at + limits.Visit[Urgency],
            State.Visiting => Later(at + limits.Report, Promised),
            State.Reported => at + limits.Confirmation,
            _ => null,
        };
        return null;
    }

    /// <summary>By when the last of those still on their way was promised.</summary>
    private DateTimeOffset? Promised => seats.Where(seat => seat.State == SeatState.Accepted).Max(seat => seat.VisitBy);
}
