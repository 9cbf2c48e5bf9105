using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Messaging;

/// <summary>
/// Forgets messages that every consumer has noted and that are two weeks old, and then their notes: no broker brings a
/// message back after so long. What is not handled stays, however old.
/// </summary>
internal sealed class ForgetHandled(IServiceScopeFactory scopes, OneWriter writer, Subscriptions subscriptions, TimeProvider clock, ILogger<ForgetHandled> log) : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);

    /// <returns>How many messages were forgotten.</returns>
    public async Task<int> Forget(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var (before, forgotten) = (clock.GetUtcNow() - Kept, 0);
        using var turn = await writer.TurnAsync(stop);
        foreach (var type in subscriptions.All.SelectMany(subscription => subscription.Contracts).Distinct())
        {
            var copies = subscriptions.NotersOf(type).Count;
            forgotten += await db.Set<OutboxRow>()
                .Where(row => row.Type == type && row.SentAt < before && db.Set<InboxRow>().Count(seen => seen.MessageId == row.MessageId) >= copies)
                .ExecuteDeleteAsync(stop);
        }
        await db.Set<InboxRow>().Where(seen => seen.At < before && !db.Set<OutboxRow>().Any(row => row.MessageId == seen.MessageId)).ExecuteDeleteAsync(stop);
        return forgotten;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Forget(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Old messages could not be forgotten; it is tried again.");
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
