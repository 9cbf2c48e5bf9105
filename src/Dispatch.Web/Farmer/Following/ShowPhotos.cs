using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Photos;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer.Following;

/// <summary>The photos of an order, of its visits and of how it went, for who has opened it.</summary>
internal static class ShowPhotos
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/follow/{tracking}/photos/{hash}", Show).ExcludeFromDescription();

    private static async Task<IResult> Show(string tracking, string hash, HttpContext context, Opened opened, PhotoFiles files, DispatchDb db, CancellationToken stop) =>
        TrackingNumber.TryParse(tracking, out var number) && opened.IsOpen(context, number) && await IsOf(number, hash, db, stop)
            ? await ShowPhoto.Show(hash, context, files, db, stop)
            : Results.NotFound();

    private static async Task<bool> IsOf(TrackingNumber number, string hash, DispatchDb db, CancellationToken stop)
    {
        var order = await db.Set<Order>().IgnoreAutoIncludes().Where(order => order.Tracking == number).Select(order => new { order.Id, order.Photos }).FirstOrDefaultAsync(stop);
        if (order is null || order.Photos.Contains(hash)) return order is not null;
        var visits = await db.Set<Visit>().Where(visit => visit.Order == order.Id).Select(visit => visit.Photos).ToListAsync(stop);
        var confirmations = await db.Set<ConfirmationPhotos>().Where(confirmed => confirmed.Order == order.Id).Select(confirmed => confirmed.Photos).ToListAsync(stop);
        return visits.Concat(confirmations).Any(photos => photos.Contains(hash));
    }
}
