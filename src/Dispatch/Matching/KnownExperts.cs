using System.Collections.Concurrent;
using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Messaging;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Dispatch.Matching;

/// <summary>
/// The experts in memory: read once, then kept fresh by messages. How many seats each holds is always asked of the
/// database, because that is where it is guarded.
/// </summary>
public sealed class KnownExperts(ILogger<KnownExperts> log) : IDisposable
{
    private static readonly Compiled<Func<DispatchDb, IAsyncEnumerable<SeatsHeld>>> AllHeld = new(() => EF.CompileAsyncQuery(
        (DispatchDb db) => db.Set<Expert>().Select(expert => new SeatsHeld(expert.Id, expert.OpenSeats))));

    private readonly ConcurrentDictionary<ExpertId, Expert> experts = [];
    private readonly SemaphoreSlim turn = new(1, 1);
    private int wanted = 1;
    private int had;

    public async Task<Roster> Roster(DispatchDb db, CancellationToken stop)
    {
        var reading = Volatile.Read(ref wanted);
        if (had != reading)
        {
            await ReadAll(db, stop);
            had = reading;
        }
        var held = await AllHeld.On(db)(db).ToListAsync(stop);
        return new Roster(held.Where(one => experts.ContainsKey(one.Expert)).Select(one => new Candidate(experts[one.Expert], one.Seats)));
    }

    public void Dispose() => turn.Dispose();

    /// <summary>One by one: a row that can't be read, or whose expert no roster takes, must not cost the others.</summary>
    private async Task ReadAll(DispatchDb db, CancellationToken stop)
    {
        foreach (var expert in await db.Set<Expert>().Select(expert => new { expert.Id, expert.Code }).ToListAsync(stop))
        {
            try
            {
                await Refresh(db, expert.Id, stop);
            }
            catch (Exception failure) when (!Passing.IsPassing(failure) && !stop.IsCancellationRequested)
            {
                log.LogError(failure, "Expert {Code} is asked for nothing: {Why}", expert.Code, failure.Message);
            }
        }
    }

    /// <summary>Messages may have been missed: everything is read again.</summary>
    internal void Forget() => Interlocked.Increment(ref wanted);

    /// <summary>One at a time: of two who read, the one with the older row must not write last.</summary>
    /// <exception cref="ArgumentException">No roster takes the expert; what was known of them is forgotten, as it is where the row can't be read.</exception>
    internal async Task Refresh(DispatchDb db, ExpertId id, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            if (await db.Set<Expert>().AsNoTracking().FirstOrDefaultAsync(expert => expert.Id == id, stop) is { } expert) experts[id] = Admitted(expert);
            else experts.TryRemove(id, out _);
        }
        catch (Exception failure) when (!Passing.IsPassing(failure) && !stop.IsCancellationRequested)
        {
            experts.TryRemove(id, out _);
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    private static Expert Admitted(Expert expert)
    {
        Admission.Check(expert);
        return expert;
    }

    private sealed record SeatsHeld(ExpertId Expert, int Seats);
}

/// <summary>Keeps this process's roster fresh.</summary>
public sealed class RefreshExpert(KnownExperts experts, DispatchDb db) : IConsumer<ExpertChanged>
{
    public Task Consume(ConsumeContext<ExpertChanged> context) =>
        experts.Refresh(db, new ExpertId(context.Message.ExpertId), context.CancellationToken);
}

/// <summary>The queue of this process does not outlast a lost connection, nor does what was in it: with a new queue, the roster is read anew.</summary>
internal sealed class ReadExpertsAgain(KnownExperts experts) : IReceiveEndpointObserver
{
    public Task Ready(ReceiveEndpointReady ready)
    {
        experts.Forget();
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
}
