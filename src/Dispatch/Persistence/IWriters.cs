namespace Dispatch.Persistence;

/// <summary>Who may write at a time.</summary>
internal interface IWriters
{
    /// <summary>A turn for a write that is not a save; until what is returned is disposed.</summary>
    Task<IDisposable> TurnAsync(CancellationToken stop);
}
