namespace Dispatch.Persistence;

/// <summary>Who may write at a time.</summary>
public interface IWriters
{
    /// <summary>A turn for a write that is not a save; until what is returned is disposed.</summary>
    Task<IDisposable> TurnAsync(CancellationToken stop);

    /// <summary>The way to the turn, for what is gathered: who is served together is settled where it begins. Until what is returned is disposed; who is on it never waits for anybody else who wants to be on it.</summary>
    Task<IDisposable> ApproachAsync(CancellationToken stop);
}
