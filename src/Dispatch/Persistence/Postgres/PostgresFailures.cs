using Npgsql;

namespace Dispatch.Persistence.Postgres;

/// <summary>What PostgreSQL's errors mean: by their code, and a constraint or trigger by its name.</summary>
internal static class PostgresFailures
{
    /// <summary>By how the constraint's name begins.</summary>
    private static readonly (string Sign, Guard Guard)[] Signs =
    [
        ("experts_capacity", Guard.Capacity),
        ("IX_seats_Order_Expert", Guard.OneSeatPerOrder),
        ("offer_never_again", Guard.NeverAgain),
        ("PK_inbox", Guard.InboxOnce),
        ("PK_order_history", Guard.HistoryOnce),
        ("PK_offers", Guard.HistoryOnce),
        ("PK_seats", Guard.HistoryOnce),
        ("PK_visits", Guard.HistoryOnce),
        ("PK_matches", Guard.HistoryOnce),
        ("PK_notices", Guard.ToldOnce),
        ("IX_orders_Tracking", Guard.TrackingNumber),
        ("PK_orders", Guard.OrderOnce),
        ("PK_ledger_totals", Guard.LedgerTurn),
        ("PK_ledger_experts", Guard.Ledger),
        ("PK_ledger", Guard.LedgerTurn),
        ("IX_ledger", Guard.Ledger),
        ("ledger", Guard.Ledger),
        ("PK_closings", Guard.ClosingOnce),
        ("closings", Guard.ClosingOnce),
        ("lecturer_at_one_place", Guard.OneLecture),
        ("PK_lecture_enrolments", Guard.Enrolment),
        ("enrolled_in_time", Guard.Enrolment),
        ("PK_lecture_attendees", Guard.Attendance),
        ("IX_lecture_attendees", Guard.Attendance),
        ("attended_in_time", Guard.Attendance),
        ("held_as_listed", Guard.Attendance),
        ("PK_attendance_codes", Guard.Attendance),
        ("IX_attendance_codes", Guard.Attendance),
        ("paired_once", Guard.PairedOnce),
        ("merged_into_over", Guard.MergedIntoOver),
    ];

    public static Guard? Broken(PostgresException refused)
    {
        if (refused.SqlState is not (PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.IntegrityConstraintViolation)) return null;
        foreach (var (sign, guard) in Signs)
            if (refused.ConstraintName?.StartsWith(sign, StringComparison.Ordinal) == true) return guard;
        return refused.SqlState == PostgresErrorCodes.UniqueViolation ? Guard.Unique : null;
    }

    /// <summary>Class 23.</summary>
    public static bool IsConstraint(PostgresException failure) => failure.SqlState.StartsWith("23", StringComparison.Ordinal);

    /// <summary>Somebody holds the row or the table, or all connections.</summary>
    public static bool IsBusy(PostgresException failure) => IsOfRow(failure) || failure.SqlState == PostgresErrorCodes.TooManyConnections;

    /// <summary>Somebody holds the row or the table.</summary>
    public static bool IsOfRow(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Where Npgsql's connection goes while it steps from one result to the next, it stumbles over what it has just let go.</summary>
    public static bool IsOfLostConnection(Exception failure) => failure is NullReferenceException { Source: nameof(Npgsql) };

    /// <summary>
    /// Without a code the server could not be asked: it is away, or does not answer. 08: the connection is lost; 53: disk, memory
    /// or connections are used up; 57: it stops, starts or was told to break off; 58: its disk; 25006: it only reads, until another is made the first.
    /// </summary>
    public static bool IsPassing(NpgsqlException failure) =>
        failure is not PostgresException refused || IsBusy(refused) || refused.SqlState[..2] is "08" or "53" or "57" or "58" || refused.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction;
}
