namespace Dispatch.Importing;

/// <summary>
/// A quotation mark opens a field that does not end where its row should. What follows may be rows or not: a file is
/// unreadable from there on, which is more than one bad row.
/// </summary>
internal sealed class EndlessQuote(int line) : Exception($"The quotation mark on line {line} is not closed.")
{
    /// <summary>The line it opens on, from 1.</summary>
    public int Line => line;
}
