using System.Data.Common;
using Dispatch.Persistence;
using Dispatch.Persistence.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Messaging;

/// <summary>Tells trouble that passes by itself (a busy or full database, or one that is away) from a bug, which no retry mends.</summary>
public static class Passing
{
    /// <summary>Whether it passes and is about the database as a whole; not about a row that somebody holds or has changed, which keeps nobody from others.</summary>
    public static bool IsEverybodys(Exception failure) => IsPassing(failure) && !Guards.IsOfRow(failure);

    /// <summary>For the log: what passes by itself is told in a line, however often it is tried meanwhile; anything else with its stack.</summary>
    public static Exception? Stack(Exception failure) => IsPassing(failure) ? null : failure;

    /// <summary>Whether it passes by itself: a retry mends it.</summary>
    public static bool IsPassing(Exception failure) => failure switch
    {
        DbException trouble => Guards.IsPassing(trouble),
        DbUpdateConcurrencyException => true,
        DbUpdateException refused when Guards.Broken(refused) == Guard.LedgerTurn => true,
        _ when PostgresFailures.IsOfLostConnection(failure) => true,
        _ => failure.InnerException is { } inner && IsPassing(inner),
    };
}
