using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;

namespace Dispatch.Domain.Orders;

/// <summary>Something that happened to an order: who said it and when. What follows is in <see cref="Life"/>.</summary>
public abstract record Fact(Actor By, DateTimeOffset At)
{
    /// <summary>In the sayer's words, for the history.</summary>
    public virtual string? Why => null;

    /// <summary>Which expert it is about, for the history.</summary>
    public virtual ExpertId? About => null;

    /// <summary>Whether it is for its sayer to say this of this order.</summary>
    internal virtual bool IsTheirsToSay(Order order) => true;

    /// <summary>Whether the order shows that this has been taken before.</summary>
    internal virtual bool IsDoneIn(Order order) => false;
}

/// <summary>What triage has found out beside the skill and the place; what is null stays as the order has it.</summary>
public abstract record FoundOut(Actor By, DateTimeOffset At) : Fact(By, At)
{
    public Urgency? Urgency { get; init; }

    public string? Crop { get; init; }

    public string? TownCode { get; init; }

    public string? VillageCode { get; init; }

    public StationId? Station { get; init; }

    /// <summary>As <see cref="Order.Language"/>.</summary>
    public string? Language { get; init; }

    /// <summary>Whether the order has it all already.</summary>
    private protected bool IsNotedIn(Order order) =>
        (Urgency ?? order.Urgency) == order.Urgency && (Crop ?? order.Crop) == order.Crop && (Station ?? order.Station) == order.Station
        && (TownCode ?? order.TownCode) == order.TownCode && (VillageCode ?? order.VillageCode) == order.VillageCode && (Language ?? order.Language) == order.Language;
}

/// <summary>It is clear what is needed and where. Replaces what the open seats ask for; seats that are held stay.</summary>
public sealed record Triaged(Actor By, DateTimeOffset At, IReadOnlyList<IReadOnlyList<SkillLevel>> Seats, Place Place) : FoundOut(By, At)
{
    internal override bool IsDoneIn(Order order) => By.Role == Role.Engine ? order.QueuedSince is not null : order.State == State.Waiting && IsKnownTo(order);

    private bool IsKnownTo(Order order) =>
        order.Place == Place && IsNotedIn(order)
        && order.Seats.Where(seat => seat.State == SeatState.Open).Select(seat => seat.Needs).SequenceEqual(Seats, SameNeeds);

    private static readonly IEqualityComparer<IReadOnlyList<SkillLevel>> SameNeeds =
        EqualityComparer<IReadOnlyList<SkillLevel>>.Create((one, other) => one!.SequenceEqual(other!));
}

/// <summary>The engine can't tell; a person must.</summary>
public sealed record Unclear(Actor By, DateTimeOffset At, ClerkReason Reason, string Words) : FoundOut(By, At)
{
    /// <summary>What is needed, where that is clear and the place is not: the person need not find it out again.</summary>
    public IReadOnlyList<IReadOnlyList<SkillLevel>> Seats { get; init; } = [];

    public override string? Why => Words;

    internal override bool IsDoneIn(Order order) => order.State == State.NeedsClerk && order.Reason == Reason;
}

/// <summary>Matching has chosen; the expert is asked.</summary>
public sealed record Chosen(Actor By, DateTimeOffset At, int Seat, ExpertId Expert) : Fact(By, At)
{
    public override ExpertId? About => Expert;

    internal override bool IsDoneIn(Order order) => order.SeatOf(Expert) is { State: SeatState.Offered } seat && seat.Number == Seat;
}

/// <summary>A clerk has chosen, with a reason. The expert is asked all the same.</summary>
public sealed record Assigned(Actor By, DateTimeOffset At, int Seat, ExpertId Expert, string Because) : Fact(By, At)
{
    public override string? Why => Because;

    public override ExpertId? About => Expert;

    internal override bool IsDoneIn(Order order) => order.State != State.NeedsClerk && order.SeatOf(Expert) is { State: SeatState.Offered } seat && seat.Number == Seat;
}

/// <summary>Nobody can be asked, and waiting would not help.</summary>
public sealed record Unmatched(Actor By, DateTimeOffset At, ClerkReason Reason, string Words) : Fact(By, At)
{
    public override string? Why => Words;

    internal override bool IsDoneIn(Order order) => order.State == State.NeedsClerk && order.Reason == Reason;
}

/// <summary>The expert takes the seat, and may say when they come.</summary>
public sealed record Accepted(Actor By, DateTimeOffset At, ExpertId Expert, DateTimeOffset? ComesAt = null) : Fact(By, At)
{
    public override ExpertId? About => Expert;

    internal override bool IsDoneIn(Order order) => order.SeatOf(Expert) is { State: > SeatState.Offered } seat && (ComesAt is null || ComesAt == seat.ComesAt);
}

/// <summary>The expert says no.</summary>
public sealed record Declined(Actor By, DateTimeOffset At, ExpertId Expert, string Because) : Fact(By, At)
{
    public override string? Why => Because;

    public override ExpertId? About => Expert;

    internal override bool IsDoneIn(Order order) => order.LastOfferTo(Expert) is { State: OfferState.Declined };
}

/// <summary>The expert has not answered within the limit.</summary>
public sealed record Lapsed(Actor By, DateTimeOffset At, ExpertId Expert) : Fact(By, At)
{
    public override ExpertId? About => Expert;

    internal override bool IsDoneIn(Order order) => order.LastOfferTo(Expert) is { State: OfferState.Lapsed };
}

/// <summary>The expert had taken the seat and can't come, or was there and can't go on.</summary>
public sealed record HandedBack(Actor By, DateTimeOffset At, ExpertId Expert, string Because) : Fact(By, At)
{
    public override string? Why => Because;

    public override ExpertId? About => Expert;

    internal override bool IsDoneIn(Order order) => order.LastOfferTo(Expert) is { State: OfferState.HandedBack };
}

/// <summary>The seat is taken back from the expert: leave, illness, a clerk's decision. Not counted as a refusal.</summary>
public sealed record Withdrawn(Actor By, DateTimeOffset At, ExpertId Expert, string Because) : Fact(By, At)
{
    public override string? Why => Because;

    public override ExpertId? About => Expert;

    internal override bool IsDoneIn(Order order) => order.State != State.Closed && order.LastOfferTo(Expert) is { State: OfferState.Withdrawn or OfferState.TakenBack };
}

/// <summary>A limit has passed: waiting, visit or report.</summary>
public sealed record WentOverdue(Actor By, DateTimeOffset At) : Fact(By, At)
{
    internal override bool IsDoneIn(Order order) => order is { State: State.NeedsClerk, Reason: ClerkReason.Overdue };
}

/// <summary>The expert is there.</summary>
public sealed record CheckedIn(Actor By, DateTimeOffset At, ExpertId Expert) : Fact(By, At)
{
    public override ExpertId? About => Expert;

    internal override bool IsDoneIn(Order order) => order.SeatOf(Expert) is { State: >= SeatState.Arrived };
}

/// <summary>The expert has written down what was found and advised.</summary>
public sealed record Reported(Actor By, DateTimeOffset At, ExpertId Expert) : Fact(By, At)
{
    public override ExpertId? About => Expert;

    internal override bool IsDoneIn(Order order) => order.SeatOf(Expert) is { State: SeatState.Reported };
}

/// <summary>The farmer, or a clerk who called back, says how it went: solved, partly or not.</summary>
public sealed record Confirmed(Actor By, DateTimeOffset At, Outcome Outcome, string? Words = null) : Fact(By, At)
{
    /// <summary>Whether "not solved" sends the order on again; false when the farmer wants no further visit.</summary>
    public bool VisitAgain { get; init; } = true;

    internal override bool IsTheirsToSay(Order order) => order.IsSpokenForBy(By);

    public override string? Why => Words;

    internal override bool IsDoneIn(Order order) => order.State == State.Closed ? order.Outcome == Outcome : IsOnItsWayAgain(order);

    /// <summary>"Not solved" has been said after the last report, and nobody has been there since.</summary>
    private bool IsOnItsWayAgain(Order order) =>
        Outcome == Outcome.NotSolved && VisitAgain && order.Visits > 0 && order.State < State.Visiting && order.Seats.All(seat => seat.State < SeatState.Arrived);
}

/// <summary>A clerk called back to ask how it went, and reached nobody.</summary>
public sealed record CalledInVain(Actor By, DateTimeOffset At, string? Words = null) : Fact(By, At)
{
    internal override bool IsTheirsToSay(Order order) => By.Role is Role.Clerk or Role.Desk;

    public override string? Why => Words;
}

/// <summary>Nobody could be reached to confirm within the limit.</summary>
public sealed record ConfirmationLapsed(Actor By, DateTimeOffset At) : Fact(By, At)
{
    internal override bool IsDoneIn(Order order) => order is { State: State.Closed, Outcome: Outcome.Unconfirmed };
}

/// <summary>A clerk has answered without a visit.</summary>
public sealed record Answered(Actor By, DateTimeOffset At, string Answer) : Fact(By, At)
{
    internal override bool IsTheirsToSay(Order order) => By.Role is Role.Clerk or Role.Desk;

    public override string? Why => Answer;

    internal override bool IsDoneIn(Order order) => order is { State: State.Closed, Outcome: Outcome.Answered };
}

/// <summary>A clerk closes it as not solved: nobody can help.</summary>
public sealed record GivenUp(Actor By, DateTimeOffset At, string Because) : Fact(By, At)
{
    internal override bool IsTheirsToSay(Order order) => By.Role is Role.Clerk or Role.Desk;

    public override string? Why => Because;

    internal override bool IsDoneIn(Order order) => order is { State: State.Closed, Outcome: Outcome.NotSolved };
}

/// <summary>The farmer, or a clerk for them, does not need it any more.</summary>
public sealed record Cancelled(Actor By, DateTimeOffset At, string? Because = null) : Fact(By, At)
{
    internal override bool IsTheirsToSay(Order order) => order.IsSpokenForBy(By);

    public override string? Why => Because;

    internal override bool IsDoneIn(Order order) => order is { State: State.Closed, Outcome: Outcome.Cancelled };
}

/// <summary>A clerk has found that it is the same as another order, as that one stands: it goes on under it.</summary>
public sealed record Merged(Actor By, DateTimeOffset At, Order Into, string Because) : Fact(By, At)
{
    internal override bool IsTheirsToSay(Order order) => By.Role is Role.Clerk or Role.Desk;

    public override string? Why => Because;

    internal override bool IsDoneIn(Order order) => order.State == State.Closed && order.MergedInto == Into.Id;
}

/// <summary>The difficulty is back, or was never gone; or the order under which it went on is not needed any more, as the service finds.</summary>
public sealed record Reopened(Actor By, DateTimeOffset At, string Because) : Fact(By, At)
{
    internal override bool IsTheirsToSay(Order order) => order.IsSpokenForBy(By) || (By.Role == Role.Engine && order.MergedInto is not null);

    public override string? Why => Because;

    internal override bool IsDoneIn(Order order) => order.State != State.Closed && order.ReopenedAt is not null && order.ReopenedAt == order.QueuedSince;
}
