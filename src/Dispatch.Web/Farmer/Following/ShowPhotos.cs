using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Photos;
using Dispatch.Web.Farmer.Mine;
using Dispatch.Web.Pages;

namespace Dispatch.Web.Farmer.Following;

/// <summary>The photos of an order, of its visits and of how it went, for who has opened it.</summary>
internal static class ShowPhotos
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/follow/{tracking}/photos/{hash}", Show).ShowsPersonsOf("tracking", "showPhoto").ExcludeFromDescription();

    private static async Task<IResult> Show(string tracking, string hash, HttpContext context, Opened opened, FarmersDoor door, PhotoFiles files, DispatchDb db, CancellationToken stop) =>
        TrackingNumber.TryParse(tracking, out var number) && (opened.IsOpen(context, number) || await door.Owns(context, number)) && await OrderPhotos.Has(db, number, hash, stop)
            ? await ShowPhoto.Show(hash, context, files, db, stop)
            : Results.NotFound();
}
