using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;

namespace Dispatch.Domain.Orders;

/// <summary>
/// A farmer's request (订单): the difficulty in the farmer's own words, a place, how to reach the farmer.
/// It changes only by <see cref="Take"/>: what may happen when is the table in <see cref="Life"/>.
/// </summary>
public sealed partial class Order
{
    private readonly List<Seat> seats = [];
    private readonly List<Offer> offers = [];

    private Order()
    {
    }

    /// <summary>Writes an order down.</summary>
    public Order(OrderId id, TrackingNumber tracking, DateTimeOffset at)
    {
        Id = id;
        Tracking = tracking;
        SubmittedAt = at;
    }

    public OrderId Id { get; private set; }

    public TrackingNumber Tracking { get; private set; }

    public Mode Mode { get; init; }

    public Channel Channel { get; init; }

    public Urgency Urgency { get; private set; } = Urgency.Normal;

    /// <summary>The difficulty, in the farmer's own words.</summary>
    public required string Difficulty { get; init; }

    public required string FarmerName { get; init; }

    public required string FarmerPhone { get; init; }

    /// <summary>BCP 47 code of the language the farmer wants to be spoken to in.</summary>
    public string Language { get; private set; } = "zh";

    public string? TownCode { get; private set; }

    public string? VillageCode { get; private set; }

    /// <summary>How to find the field, in words.</summary>
    public string? Whereabouts { get; init; }

    /// <summary>What the farmer or clerk said is needed; empty when triage is to find out. One list a seat.</summary>
    public IReadOnlyList<IReadOnlyList<SkillLevel>> Asked { get; init; } = [];

    /// <summary>The expert asked for by name, or sent on a plan.</summary>
    public ExpertId? AskedFor { get; init; }

    /// <summary>For a planned visit: when.</summary>
    public DateTimeOffset? PlannedFor { get; init; }

    /// <summary>SHA-256 of each photo, as stored.</summary>
    public IReadOnlyList<string> Photos { get; init; } = [];

    public Place? Place { get; private set; }

    public string? Crop { get; private set; }

    public StationId? Station { get; private set; }

    public State State { get; private set; } = State.Submitted;

    /// <summary>Why a person must decide, while they must.</summary>
    public ClerkReason? Reason { get; private set; }

    public Outcome? Outcome { get; private set; }

    /// <summary>The order under which it goes on, while it is closed as merged. That one was open when it was merged, so there are no circles.</summary>
    public OrderId? MergedInto { get; private set; }

    public DateTimeOffset SubmittedAt { get; private set; }

    /// <summary>Since when it has been in the queue for an expert; kept through refusals, so that nobody goes to the back.</summary>
    public DateTimeOffset? QueuedSince { get; private set; }

    /// <summary>Until when it may wait before a clerk looks at it.</summary>
    public DateTimeOffset? WaitUntil { get; private set; }

    /// <summary>When the present state's limit passes; null where none runs.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public DateTimeOffset? ReopenedAt { get; private set; }

    /// <summary>How often it has been closed; the occasion under which the ledger counts it.</summary>
    public int Closings { get; private set; }

    /// <summary>Visits that were reported since it was submitted or reopened.</summary>
    public int Visits { get; private set; }

    /// <summary>Refusals since a person last decided.</summary>
    public int Refusals { get; private set; }

    /// <summary>The highest number a seat ever had.</summary>
    public int LastSeat { get; private set; }

    /// <summary>Grows by one with every fact; two writers can't both win.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<Seat> Seats => seats;

    public IReadOnlyList<Offer> Offers => offers;

    /// <summary>Whether somebody can have been asked: that is a step of its own, after the one in which the seats were found out.</summary>
    public bool MayHaveOffers => Version > 1;

    /// <summary>The seat an expert is asked for, holds or has reported on, or null.</summary>
    public Seat? SeatOf(ExpertId expert) => seats.Find(seat => seat.Expert == expert);

    public Offer? LastOfferTo(ExpertId expert) => offers.Where(offer => offer.Expert == expert).MaxBy(offer => offer.Number);

    /// <summary>Experts who are not asked again for this order.</summary>
    public IReadOnlySet<ExpertId> RefusedBy => offers.Where(offer => offer.IsRefusal).Select(offer => offer.Expert).ToHashSet();

    /// <summary>The farmer whose order it is, known by the phone number; a clerk or the desk for them.</summary>
    internal bool IsSpokenForBy(Actor by) => by.Role is Role.Clerk or Role.Desk || (by.Role == Role.Farmer && by.Name == FarmerPhone);

    /// <summary>Experts whom matching does not ask again for this order; of these a clerk may ask those from whom a clerk took it back.</summary>
    public IReadOnlySet<ExpertId> NotAskedAgain => offers.Where(offer => offer.IsRefusal || offer.State == OfferState.TakenBack).Select(offer => offer.Expert).ToHashSet();

    /// <summary>Says what the farmer or clerk knew at the start.</summary>
    public Order With(Urgency? urgency, Place? place, string? crop, string? language = null)
    {
        Urgency = urgency ?? Urgency;
        Place = place;
        Crop = crop;
        Language = language ?? Language;
        return this;
    }

    /// <summary>Says which town and village it is in; what is null stays as it is.</summary>
    public Order In(string? townCode, string? villageCode)
    {
        TownCode = townCode ?? TownCode;
        VillageCode = villageCode ?? VillageCode;
        return this;
    }

    /// <summary>Takes a fact, or refuses it and changes nothing.</summary>
    /// <returns>Null when taken.</returns>
    public Refusal? Take(Fact fact, Limits limits)
    {
        if (!fact.IsTheirsToSay(this)) return Refusal.NotYoursToSay;
        if (fact.IsDoneIn(this)) return Refusal.AlreadyDone;
        var refusal = Life.Of(this, fact) is { } row ? row.Act(this, fact, limits) : Life.WhyNot(State, fact);
        if (refusal is null) Version++;
        return refusal;
    }
}
