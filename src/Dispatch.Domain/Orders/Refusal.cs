namespace Dispatch.Domain.Orders;

/// <summary>Why a fact was not taken: "refused because…". Nothing has changed when one of these is returned.</summary>
public enum Refusal
{
    /// <summary>It has been said before and holds already; no harm done.</summary>
    AlreadyDone,
    /// <summary>The order has not come that far, or the limit has not passed.</summary>
    TooEarly,
    /// <summary>The order has gone past that.</summary>
    TooLate,
    OrderAlreadyClosed,
    /// <summary>More than the allowed days have passed since it was closed.</summary>
    ReopenPeriodOver,
    NoSuchSeat,
    /// <summary>Somebody has been asked for this seat, or holds it.</summary>
    SeatTaken,
    OfferedToSomeoneElse,
    OfferLapsed,
    /// <summary>The expert means to come after the visit is due.</summary>
    ComesTooLate,
    /// <summary>The expert holds no seat of this order.</summary>
    NotTheHolder,
    /// <summary>The expert has refused this order, or let an offer of it lapse; they are not asked again.</summary>
    RefusedBefore,
    /// <summary>The expert has another seat of this order.</summary>
    AlreadyOnOrder,
    /// <summary>The expert holds as many seats as they can.</summary>
    CapacityReached,
    /// <summary>A hard rule of matching excludes the expert.</summary>
    ExpertExcluded,
    /// <summary>A seat of the team is still open.</summary>
    TeamNotComplete,
    /// <summary>This is for the farmer whose order it is to say, or for the station.</summary>
    NotYoursToSay,
    /// <summary>Nobody knows which skill is needed, so nobody can be asked.</summary>
    NothingAskedFor,
    /// <summary>Nobody knows where it is, so nobody can be sent.</summary>
    PlaceUnknown,
    /// <summary>An order can't go on under itself.</summary>
    IntoItself,
    /// <summary>The order under which it would go on is closed, or merged itself, or its visit is over.</summary>
    OtherOrderOver,
}
