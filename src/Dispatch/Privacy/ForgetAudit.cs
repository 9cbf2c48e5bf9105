using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Privacy;

/// <summary>Forgets rows of the audit log that are older than they are to be kept.</summary>
internal sealed class ForgetAudit(IServiceScopeFactory scopes, IWriters writers, Settings settings, TimeProvider clock, ILogger<ForgetAudit> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);

    /// <returns>How many were forgotten.</returns>
    public async Task<int> Forget(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var before = clock.GetUtcNow().AddDays(-settings.AuditDays);
        using var turn = await writers.TurnAsync(stop);
        return await db.Set<AuditRow>().Where(row => row.At < before).ExecuteDeleteAsync(stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await log.Try("Forgetting the old audit log", () => Forget(stoppingToken), stoppingToken);
        }
    }
}
