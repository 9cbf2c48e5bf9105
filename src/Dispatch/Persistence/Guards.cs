using System.Data.Common;
using Dispatch.Persistence.Postgres;
using Dispatch.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

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
    /// <summary>Somebody would be told the same twice.</summary>
    ToldOnce,
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

/// <summary>Reads from the database's error what has happened: each database has its own way to say it.</summary>
public static class Guards
{
    /// <summary>The guard that refused, or null when the failure is something else.</summary>
    public static Guard? Broken(DbUpdateException failure) => failure.InnerException switch
    {
        SqliteException refused => SqliteFailures.Broken(refused),
        PostgresException refused => PostgresFailures.Broken(refused),
        _ => null,
    };

    /// <summary>Whether somebody else was quicker, so that the act is to be done again on what is there now.</summary>
    public static bool IsLostRace(DbUpdateException conflict) =>
        conflict is DbUpdateConcurrencyException or { InnerException: PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } }
        || Broken(conflict) is Guard.HistoryOnce or Guard.ToldOnce or Guard.ClosingOnce or Guard.LedgerTurn or Guard.Enrolment or Guard.Attendance;

    /// <summary>Whether something would not be as it must.</summary>
    public static bool IsConstraint(Exception? failure) => failure switch
    {
        SqliteException refused => SqliteFailures.IsConstraint(refused),
        PostgresException refused => PostgresFailures.IsConstraint(refused),
        _ => false,
    };

    /// <summary>Whether it passes by itself: the database is busy, full or away.</summary>
    public static bool IsPassing(DbException failure) => failure switch
    {
        SqliteException trouble => SqliteFailures.IsPassing(trouble),
        NpgsqlException trouble => PostgresFailures.IsPassing(trouble),
        _ => false,
    };

    /// <summary>Whether it is about a row that somebody holds or has changed; a file is locked as a whole.</summary>
    public static bool IsOfRow(Exception failure) => failure switch
    {
        DbUpdateConcurrencyException => true,
        PostgresException trouble => PostgresFailures.IsOfRow(trouble),
        _ => failure.InnerException is { } inner && IsOfRow(inner),
    };

    /// <summary>Whether others keep it busy, and take long.</summary>
    public static bool IsBusy(DbException failure) => failure switch
    {
        SqliteException trouble => SqliteFailures.IsBusy(trouble),
        PostgresException trouble => PostgresFailures.IsBusy(trouble),
        _ => false,
    };
}
