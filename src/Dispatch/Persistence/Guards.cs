using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Persistence;

/// <summary>What the database itself refuses, whoever writes.</summary>
public enum Guard
{
    /// <summary>An expert would hold more open seats than the capacity.</summary>
    Capacity,
    /// <summary>An expert would have two seats of one order.</summary>
    OneSeatPerOrder,
    /// <summary>An expert would be offered an order they refused.</summary>
    NeverAgain,
    /// <summary>A message would have its effect twice.</summary>
    InboxOnce,
    /// <summary>Two facts would be the same step of an order, or make the same offer, seat, visit or match of it.</summary>
    HistoryOnce,
    /// <summary>Two orders would have one tracking number.</summary>
    TrackingNumber,
    /// <summary>The same order would be written down twice.</summary>
    OrderOnce,
    /// <summary>Another writer has taken this place in the ledger; the next one is free.</summary>
    LedgerTurn,
    /// <summary>The ledger would count one source twice, or an entry would be edited.</summary>
    Ledger,
    /// <summary>A closing of an order would be changed or noted twice.</summary>
    ClosingOnce,
    /// <summary>An expert would lecture at two places at once.</summary>
    OneLecture,
    /// <summary>Somebody would be enrolled twice for a lecture, or for one that has been held or called off meanwhile.</summary>
    Enrolment,
    /// <summary>Somebody would be listed twice as having come to a lecture, or to one that is settled; or it would be held with another number than is listed.</summary>
    Attendance,
    /// <summary>An expert would be paired twice with the same farmer or village at a time.</summary>
    PairedOnce,
    /// <summary>An order would go on under one that is over meanwhile, or has been merged into it.</summary>
    MergedIntoOver,
    /// <summary>Something else that must be unique is not.</summary>
    Unique,
}

/// <summary>Reads from the database's error which guard refused.</summary>
public static class Guards
{
    private const int Constraint = 19;

    private static readonly (string Sign, Guard Guard)[] Signs =
    [
        ("experts_capacity", Guard.Capacity),
        ("seats.Order, seats.Expert", Guard.OneSeatPerOrder),
        ("offer_never_again", Guard.NeverAgain),
        ("inbox.", Guard.InboxOnce),
        ("order_history.", Guard.HistoryOnce),
        ("offers.Id", Guard.HistoryOnce),
        ("seats.Order, seats.Number", Guard.HistoryOnce),
        ("visits.", Guard.HistoryOnce),
        ("matches.", Guard.HistoryOnce),
        ("orders.Tracking", Guard.TrackingNumber),
        ("orders.Id", Guard.OrderOnce),
        ("ledger.Sequence", Guard.LedgerTurn),
        ("ledger_totals.", Guard.LedgerTurn),
        ("ledger", Guard.Ledger),
        ("closings", Guard.ClosingOnce),
        ("lecturer_at_one_place", Guard.OneLecture),
        ("lecture_enrolments", Guard.Enrolment),
        ("lecture_attendees", Guard.Attendance),
        ("attendance_codes", Guard.Attendance),
        ("paired_once", Guard.PairedOnce),
        ("merged_into_over", Guard.MergedIntoOver),
        ("UNIQUE", Guard.Unique),
    ];

    /// <summary>The guard that refused, or null when the failure is something else.</summary>
    public static Guard? Broken(DbUpdateException failure)
    {
        if (failure.InnerException is not SqliteException { SqliteErrorCode: Constraint } refused) return null;
        foreach (var (sign, guard) in Signs)
            if (refused.Message.Contains(sign, StringComparison.Ordinal)) return guard;
        return null;
    }
}
