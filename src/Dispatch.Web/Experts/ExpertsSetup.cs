using Dispatch.Accounts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Photos;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Experts;

/// <summary>The expert's pages, and what the phone asks for besides: what it is to install, and what it sends with.</summary>
internal static class ExpertsSetup
{
    public static IServiceCollection AddExpertPages(this IServiceCollection services) =>
        services.AddScoped<ExpertSeats>().AddScoped<SaidBefore>().AddScoped<CalendarFeed>();

    public static void MapExpertPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/expert.webmanifest", Manifest).ExcludeFromDescription();
        app.MapGet("/expert/token", Token).ExcludeFromDescription();
        app.MapGet("/expert/{tracking}/photos/{hash}", Photo).ShowsPersonsOf("tracking", "showPhoto").ExcludeFromDescription();
        CalendarFeed.Map(app);
    }

    /// <summary>What is installed on the phone: the pages as they are, from their first one on. Signing in is within it.</summary>
    private static IResult Manifest(Words say) => Results.Json(
        new
        {
            id = "/expert",
            name = say["Expert.Installed"],
            short_name = say["Expert.Short"],
            lang = say.Tag,
            start_url = "/expert",
            scope = "/",
            display = "standalone",
            background_color = "#ffffff",
            theme_color = "#14532d",
            icons = new[]
            {
                new { src = Assets.ExpertPicture.Address, sizes = "512x512", type = "image/png", purpose = "any" },
                new { src = Assets.ExpertPicture.Address, sizes = "512x512", type = "image/png", purpose = "maskable" },
            },
        },
        contentType: "application/manifest+json");

    /// <summary>What a form of this person proves itself with, made anew: the one in a page that was kept is too old. And who that is, so that nobody sends what another wrote on this phone.</summary>
    private static IResult Token(HttpContext context, IAntiforgery forms) =>
        Signed(context) is { } me ? Results.Json(new { whose = me.Actor.Name, form = forms.GetAndStoreTokens(context).RequestToken }) : Results.StatusCode(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> Photo(string tracking, string hash, HttpContext context, PhotoFiles files, DispatchDb db, CancellationToken stop) =>
        TrackingNumber.TryParse(tracking, out var number) && Signed(context) is { } me && await HasSeat(db, number, me, stop) && await OrderPhotos.Has(db, number, hash, stop)
            ? await ShowPhoto.Show(hash, context, files, db, stop)
            : Results.NotFound();

    private static Task<bool> HasSeat(DispatchDb db, TrackingNumber number, SignedIn me, CancellationToken stop)
    {
        var expert = new Caller(me.Actor).Expert;
        return db.Set<Seat>().AnyAsync(seat => seat.Expert == expert && db.Set<Order>().Any(order => order.Id == seat.Order && order.Tracking == number), stop);
    }

    private static SignedIn? Signed(HttpContext context) =>
        SignedIn.Of(context.User) is { MustChange: false } me && Rights.Of("listOffers").Contains(me.Actor.Role) ? me : null;
}
