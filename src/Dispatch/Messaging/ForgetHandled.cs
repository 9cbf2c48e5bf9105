using Dispatch.Messaging.Errors;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Messaging;

/// <summary>
/// Forgets messages that every consumer has noted, or that none notes, and that are two weeks old, and then their notes: no
/// broker brings a message back after so long. What is not handled stays, however old, and so does what waits for a person.
/// </summary>
internal sealed class ForgetHandled(IServiceScopeFactory scopes, IWriters writers, Subscriptions subscriptions, TimeProvider clock, ILogger<ForgetHandled> log) : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);

    /// <returns>How many messages were forgotten.</returns>
    public async Task<int> Forget(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var before = clock.GetUtcNow() - Kept;
        using var turn = await writers.TurnAsync(stop);
        await db.Set<ErrorRow>().Where(error => error.ReplayedAt < before).ExecuteDeleteAsync(stop);
        var forgotten = 0;
        foreach (var type in await db.Set<OutboxRow>().Where(row => row.SentAt < before).Select(row => row.Type).Distinct().ToListAsync(stop))
            forgotten += await Handled(db, type, before).ExecuteDeleteAsync(stop);
        await db.Set<InboxRow>().Where(seen => seen.At < before && !db.Set<OutboxRow>().Any(row => row.MessageId == seen.MessageId)).ExecuteDeleteAsync(stop);
        return forgotten;
    }

    private IQueryable<OutboxRow> Handled(DispatchDb db, string type, DateTimeOffset before)
    {
        var copies = subscriptions.NotersOf(type).Count;
        return db.Set<OutboxRow>()
            .Where(row => row.Type == type && row.SentAt < before && db.Set<InboxRow>().Count(seen => seen.MessageId == row.MessageId) >= copies)
            .Where(row => !db.Set<ErrorRow>().Any(error => error.MessageId == row.MessageId));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await log.Try("Forgetting old messages", () => Forget(stoppingToken), stoppingToken);
        }
    }
}
