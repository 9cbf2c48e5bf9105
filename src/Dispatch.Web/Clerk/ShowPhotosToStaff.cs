using Dispatch.Accounts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Photos;
using Dispatch.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>The photos of an order, for who may see it on the board.</summary>
internal static class ShowPhotosToStaff
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/board/{tracking}/photos/{hash}", Show).ShowsPersonsOf("tracking", "showPhoto").ExcludeFromDescription();

    private static async Task<IResult> Show(string tracking, string hash, HttpContext context, PhotoFiles files, DispatchDb db, CancellationToken stop) =>
        TrackingNumber.TryParse(tracking, out var number) && SignedIn.Of(context.User) is { MustChange: false } me && await MaySee(db, number, me, stop) && await OrderPhotos.Has(db, number, hash, stop)
            ? await ShowPhoto.Show(hash, context, files, db, stop)
            : Results.NotFound();

    private static async Task<bool> MaySee(DispatchDb db, TrackingNumber number, SignedIn me, CancellationToken stop) =>
        await db.Set<Order>().IgnoreAutoIncludes().Where(order => order.Tracking == number).Select(order => new { order.Station }).FirstOrDefaultAsync(stop) is { } order
        && Rights.Allow("listOrders", me.Actor.Role, me.Station, order.Station);
}
