using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Web.Pages;

namespace Dispatch.Web.Clerk;

/// <summary>Orders that may be the same as one: from the same town and open, by the same farmer or about the same.</summary>
public sealed class SameOrders(NearOrders near)
{
    private const int Most = 8;

    /// <summary>The same farmer's first, then the nearest and newest; only those under which another can go on.</summary>
    /// <param name="order">As what.</param>
    /// <param name="maySee">Whether orders of a station are to be seen.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IReadOnlyList<NearOrder>> To(Order order, Func<StationId?, bool> maySee, CancellationToken stop)
    {
        if (order.TownCode is not { } town) return [];
        var mine = About.Of(order.Difficulty, order.Crop);
        return [.. (await near.To(town, order.VillageCode, stop))
            .Where(other => other.Tracking != order.Tracking.Value && other.State != State.Reported && maySee(other.Station))
            .Where(other => other.FarmerPhone == order.FarmerPhone || mine.IsLike(other.About))
            .OrderByDescending(other => other.FarmerPhone == order.FarmerPhone).Take(Most)];
    }
}
