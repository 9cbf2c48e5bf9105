using Dispatch.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Messaging;

/// <summary>Tells trouble that passes by itself (a busy or full database) from a bug, which no retry mends.</summary>
internal static class Passing
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int InputOutput = 10;

    /// <summary>Somebody else is writing, and takes long.</summary>
    public static bool IsLocked(SqliteException failure) => failure.SqliteErrorCode is Busy or Locked;

    public static bool IsPassing(Exception failure) => failure switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is Busy or Locked or Full or CannotOpen or InputOutput,
        DbUpdateConcurrencyException => true,
        DbUpdateException refused when Guards.Broken(refused) == Guard.LedgerTurn => true,
        _ => failure.InnerException is { } inner && IsPassing(inner),
    };
}
