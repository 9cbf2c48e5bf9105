using Microsoft.Data.Sqlite;

namespace Dispatch.Persistence.Sqlite;

/// <summary>What SQLite's errors mean: a constraint is named by its columns, a trigger by its words.</summary>
internal static class SqliteFailures
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
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
        ("notices.Id", Guard.ToldOnce),
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

    public static Guard? Broken(SqliteException refused)
    {
        if (!IsConstraint(refused)) return null;
        foreach (var (sign, guard) in Signs)
            if (refused.Message.Contains(sign, StringComparison.Ordinal)) return guard;
        return null;
    }

    public static bool IsConstraint(SqliteException failure) => failure.SqliteErrorCode == Constraint;

    public static bool IsBusy(SqliteException failure) => failure.SqliteErrorCode is Busy or Locked;

    public static bool IsPassing(SqliteException failure) => IsBusy(failure) || failure.SqliteErrorCode is Full or CannotOpen or InputOutput;
}
