using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Matching;

/// <summary>Which experts are paired with the farmers and villages of these orders.</summary>
internal static class Paired
{
    public static async Task<Dictionary<OrderId, IReadOnlySet<ExpertId>>> With(DispatchDb db, IReadOnlyCollection<Order> orders, DateTimeOffset now, CancellationToken stop)
    {
        var (phones, villages) = (orders.Select(order => order.FarmerPhone).ToList(), orders.Select(order => order.VillageCode).ToList());
        var pairings = await db.Set<Pairing>().AsNoTracking().RunningAt(now)
            .Where(pairing => phones.Contains(pairing.FarmerPhone!) || villages.Contains(pairing.VillageCode)).ToListAsync(stop);
        return orders.ToDictionary(order => order.Id, order => (IReadOnlySet<ExpertId>)pairings
            .Where(pairing => (pairing.FarmerPhone is { } phone && phone == order.FarmerPhone) || (pairing.VillageCode is { } village && village == order.VillageCode))
            .Select(pairing => pairing.Expert).ToHashSet());
    }
}
