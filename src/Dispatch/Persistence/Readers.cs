using Microsoft.EntityFrameworkCore;

namespace Dispatch.Persistence;

/// <summary>Readers of one moment, each with a connection of its own, so that they may read at the same time. Nobody else is held up.</summary>
internal sealed class Readers : IAsyncDisposable
{
    private readonly DispatchDb first;
    private readonly int? before;
    private readonly List<DispatchDb> others;

    private Readers(DispatchDb first, int many)
    {
        (this.first, before) = (first, first.Database.GetCommandTimeout());
        others = [.. Enumerable.Range(1, many - 1).Select(_ => first.Another())];
    }

    /// <summary>The first is the one they were made of.</summary>
    public DispatchDb this[int reader] => reader == 0 ? first : others[reader - 1];

    /// <summary>Everything they read until they are disposed of is as of one moment.</summary>
    /// <param name="first">One of them; no transaction of its own is under way.</param>
    /// <param name="many">How many, this one included.</param>
    /// <param name="patience">For one question of theirs.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="System.Data.Common.DbException">They can't be had.</exception>
    public static async Task<Readers> Of(DispatchDb first, int many, TimeSpan patience, CancellationToken stop)
    {
        var readers = new Readers(first, many);
        try
        {
            for (var reader = 0; reader < many; reader++) readers[reader].Database.SetCommandTimeout(patience);
            await first.MeetAsync(readers.others, stop);
            return readers;
        }
        catch
        {
            await readers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in others) await other.DisposeAsync();
        if (first.Database.CurrentTransaction is { } moment) await moment.DisposeAsync();
        first.Database.SetCommandTimeout(before);
    }
}
