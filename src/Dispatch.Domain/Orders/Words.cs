namespace Dispatch.Domain.Orders;

/// <summary>Where an order stands (design: the life of an order). Stored by name.</summary>
public enum State
{
    /// <summary>已提交 Written down; triage comes next.</summary>
    Submitted,
    /// <summary>待人工 A person must decide; see <see cref="ClerkReason"/>.</summary>
    NeedsClerk,
    /// <summary>待派单 Ready for matching, or everyone qualified is full or off duty.</summary>
    Waiting,
    /// <summary>已派单 Each open seat has one expert asked; the clock runs.</summary>
    Offered,
    /// <summary>已接单 Every seat is taken; the farmer is told who comes and when.</summary>
    Accepted,
    /// <summary>服务中 An expert is there.</summary>
    Visiting,
    /// <summary>待确认 The report is in; the farmer is asked.</summary>
    Reported,
    /// <summary>已办结 Over, with an <see cref="Outcome"/>.</summary>
    Closed,
}

/// <summary>How the expert comes to go (服务方式).</summary>
public enum Mode
{
    /// <summary>点单式 Ordered by the farmer.</summary>
    Requested,
    /// <summary>下派式 Sent down on a plan.</summary>
    Planned,
    /// <summary>组团式 Several experts, a seat each.</summary>
    Team,
}

/// <summary>How fast an answer is needed. Sets the limits for answers and visits.</summary>
public enum Urgency
{
    /// <summary>不急 A question that can wait.</summary>
    Low,
    /// <summary>一般</summary>
    Normal,
    /// <summary>紧急 Harvest or herd is at stake.</summary>
    Urgent,
}

/// <summary>How an order came in.</summary>
public enum Channel { Phone, WalkIn, Web, Sms, Api, Visit }

/// <summary>How a closed order ended. Only a confirmed <see cref="Solved"/> counts as solved.</summary>
public enum Outcome
{
    /// <summary>已解决 The farmer says so.</summary>
    Solved,
    /// <summary>部分解决</summary>
    PartlySolved,
    /// <summary>未解决</summary>
    NotSolved,
    /// <summary>远程解答 A clerk answered without a visit.</summary>
    Answered,
    /// <summary>未确认 Nobody could be reached to confirm.</summary>
    Unconfirmed,
    /// <summary>已取消</summary>
    Cancelled,
    /// <summary>已合并 It goes on under another order, which says how it ends. Counted nowhere.</summary>
    Merged,
}

/// <summary>Why a person must decide.</summary>
public enum ClerkReason
{
    /// <summary>The words do not tell which skill is needed.</summary>
    SkillUnclear,
    /// <summary>The words do not tell where it is.</summary>
    PlaceUnclear,
    /// <summary>No expert fulfils the lasting rules: skill, radius, language.</summary>
    NobodyQualified,
    /// <summary>Everyone who could be asked, or as many as may be, said no or kept silent.</summary>
    AllRefused,
    /// <summary>A limit has passed: waiting, visit or report.</summary>
    Overdue,
    /// <summary>As many visits as may be, and it is still not solved.</summary>
    StillNotSolved,
}

/// <summary>Where an offer stands.</summary>
public enum OfferState
{
    Open,
    Accepted,
    Declined,
    /// <summary>No answer within the limit.</summary>
    Lapsed,
    /// <summary>Taken, then given back with a reason.</summary>
    HandedBack,
    /// <summary>Taken back by the service: leave, or the order is over. Not the expert's refusal.</summary>
    Withdrawn,
    /// <summary>Taken back by a clerk, mostly because the expert can't be reached. Not a refusal either, but only a clerk asks them again.</summary>
    TakenBack,
}

/// <summary>Where a seat stands.</summary>
public enum SeatState { Open, Offered, Accepted, Arrived, Reported }
