namespace Dispatch.SystemTests.Faults;

/// <summary>In which way a promise is broken.</summary>
public enum Wrong
{
    /// <summary>A client was told of it, and it is not there, or in nobody's hands.</summary>
    Lost,
    /// <summary>It is there oftener than it was said.</summary>
    Doubled,
    /// <summary>A seat has two holders, or an expert more seats than the capacity.</summary>
    Overbooked,
    /// <summary>An expert was asked again for what they had refused.</summary>
    AskedAgain,
    /// <summary>Somebody was served before somebody who had waited longer.</summary>
    OutOfTurn,
    /// <summary>The ledger is not what was confirmed, or its chain is broken.</summary>
    Ledger,
    /// <summary>Something was done that its sayer may not do, or that can't be read.</summary>
    Allowed,
    /// <summary>An answer that no fault excuses, or a message in an error queue.</summary>
    Odd,
    /// <summary>A promise that the doctor finds broken.</summary>
    Doctor,
    /// <summary>No fresh order got an offer in time after healing.</summary>
    Recovery,
}

/// <param name="Round">To which round it belongs; 0 where that can't be told.</param>
/// <param name="Wrong">In which way.</param>
/// <param name="Words">Which row, and why.</param>
public sealed record Finding(int Round, Wrong Wrong, string Words);
