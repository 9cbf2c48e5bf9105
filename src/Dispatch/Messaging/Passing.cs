using System.Data.Common;
using System.Net.Sockets;
using Dispatch.Persistence;
using Dispatch.Persistence.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Messaging;

/// <summary>Tells trouble that passes by itself (a busy or full database, or one that is away) from a bug, which no retry mends.</summary>
public static class Passing
{
    /// <summary>Whether it passes and is about the database as a whole; not about a row that somebody holds or has changed, which keeps nobody from others.</summary>
    public static bool IsEverybodys(Exception failure) => IsPassing(failure) && !Guards.IsOfRow(failure);

    /// <summary>For the log, beside <see cref="Why"/>: nothing more where the database is away, busy or full, however often that is tried meanwhile; anything else with its stack.</summary>
    public static Exception? Whole(Exception failure) => IsPassing(failure) && failure.GetBaseException() is DbException or IOException or SocketException ? null : failure;

    /// <summary>For the log: what the database's provider says, and what it goes back to.</summary>
    public static string Why(Exception failure)
    {
        var chain = new List<Exception>();
        for (var one = failure; one is not null; one = one.InnerException) chain.Add(one);
        return string.Join(": ", chain.SkipWhile(one => one is not DbException && one != chain[^1]).Select(one => one.Message).Distinct());
    }

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
