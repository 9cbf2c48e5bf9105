using Dispatch.Web.Clerk.Lectures;
using Dispatch.Web.Clerk.Pairings;

namespace Dispatch.Web.Clerk;

/// <summary>The pages of clerks and the desk: the board, an order, filing for somebody on the phone, lectures and pairings.</summary>
internal static class ClerkSetup
{
    public static IServiceCollection AddClerkPages(this IServiceCollection services) =>
        services.AddScoped<BoardLines>().AddScoped<VillageChoices>().AddScoped<ExpertChoices>().AddScoped<StationChoices>().AddScoped<StationLectures>().AddScoped<StationPairings>().AddScoped<SameOrders>().AddScoped<StationExperts>().AddScoped<SeatsInHand>().AddSingleton<BoardNews>().AddHostedService(provider => provider.GetRequiredService<BoardNews>());

    public static void MapClerkPages(this IEndpointRouteBuilder app)
    {
        BoardNews.Map(app);
        ShowPhotosToStaff.Map(app);
    }
}
