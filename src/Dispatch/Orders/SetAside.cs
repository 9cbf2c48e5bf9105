using System.Collections.Concurrent;
using Dispatch.Domain.Orders;

namespace Dispatch.Orders;

/// <summary>
/// Orders that can't be worked on for a fault of their own, a row that can't be read: left out for an hour, so that
/// they neither hold up their neighbours nor fill the log.
/// </summary>
internal sealed class SetAside(TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<OrderId, DateTimeOffset> until = [];

    public void Add(OrderId order) => until[order] = clock.GetUtcNow() + Pause;

    /// <summary>Which are left out now.</summary>
    public IReadOnlyCollection<OrderId> Now()
    {
        var now = clock.GetUtcNow();
        foreach (var over in until.Where(order => order.Value <= now)) until.TryRemove(over);
        return [.. until.Keys];
    }
}
