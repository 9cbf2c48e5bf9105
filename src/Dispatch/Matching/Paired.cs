using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Matching;

/// <summary>Which experts are paired with the farmers and villages of these orders.</summary>
internal static class Paired
{
    private static readonly Compiled<Func<DispatchDb, List<string>, List<string?>, IAsyncEnumerable<Pairing>>> Of = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<string> phones, List<string?> villages) => db.Set<Pairing>().AsNoTracking()
            .Where(pairing => phones.Contains(pairing.FarmerPhone!) || villages.Contains(pairing.VillageCode))));

    public static async Task<Dictionary<OrderId, IReadOnlySet<ExpertId>>> With(DispatchDb db, IReadOnlyCollection<Order> orders, DateTimeOffset now, CancellationToken stop)
    {
        var pairings = await Of.On(db)(db, [.. orders.Select(order => order.FarmerPhone)], [.. orders.Select(order => order.VillageCode)]).Where(pairing => pairing.Covers(now)).ToListAsync(stop);
        return orders.ToDictionary(order => order.Id, order => (IReadOnlySet<ExpertId>)pairings
            .Where(pairing => (pairing.FarmerPhone is { } phone && phone == order.FarmerPhone) || (pairing.VillageCode is { } village && village == order.VillageCode))
            .Select(pairing => pairing.Expert).ToHashSet());
    }
}
