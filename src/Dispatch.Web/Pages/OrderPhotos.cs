using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Pages;

/// <summary>Which photos are an order's: its own, those of its visits, and of how it went.</summary>
internal static class OrderPhotos
{
    public static async Task<bool> Has(DispatchDb db, TrackingNumber number, string hash, CancellationToken stop)
    {
        var order = await db.Set<Order>().IgnoreAutoIncludes().Where(order => order.Tracking == number).Select(order => new { order.Id, order.Photos }).FirstOrDefaultAsync(stop);
        if (order is null || order.Photos.Contains(hash)) return order is not null;
        var visits = await db.Set<Visit>().Where(visit => visit.Order == order.Id).Select(visit => visit.Photos).ToListAsync(stop);
        var confirmations = await db.Set<ConfirmationPhotos>().Where(confirmed => confirmed.Order == order.Id).Select(confirmed => confirmed.Photos).ToListAsync(stop);
        return visits.Concat(confirmations).Any(photos => photos.Contains(hash));
    }
}
