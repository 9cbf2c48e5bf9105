using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Accounts;

/// <summary>The keys that have called lately, so that not every call asks the database.</summary>
internal sealed class KnownKeys(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>How long a key is taken for what it was: the longest that a revoked one goes on.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromSeconds(10);

    /// <summary>Valid ones only: whoever tries secrets can't fill it.</summary>
    private readonly ConcurrentDictionary<string, (ClaimsPrincipal Who, long Since)> known = new();

    /// <summary>Who calls with this secret; null when it is no key, or one that is revoked.</summary>
    public async Task<ClaimsPrincipal?> Find(string secret, CancellationToken stop)
    {
        var hash = ApiKeys.HashOf(secret);
        if (known.TryGetValue(hash, out var one) && clock.GetElapsedTime(one.Since) < Trust) return one.Who;
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<ApiKeys>().Find(hash, stop) is not { } key)
        {
            known.TryRemove(hash, out _);
            return null;
        }
        var who = ApiKeys.Principal(key);
        known[hash] = (who, clock.GetTimestamp());
        return who;
    }
}
