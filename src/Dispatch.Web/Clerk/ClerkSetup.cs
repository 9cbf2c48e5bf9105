namespace Dispatch.Web.Clerk;

/// <summary>The pages of clerks and the desk: the board, an order, and filing for somebody on the phone.</summary>
internal static class ClerkSetup
{
    public static IServiceCollection AddClerkPages(this IServiceCollection services) =>
        services.AddScoped<BoardLines>().AddScoped<VillageChoices>().AddScoped<SameOrders>().AddScoped<StationExperts>().AddScoped<SeatsInHand>().AddSingleton<BoardNews>().AddHostedService(provider => provider.GetRequiredService<BoardNews>());

    public static void MapClerkPages(this IEndpointRouteBuilder app)
    {
        BoardNews.Map(app);
        ShowPhotosToStaff.Map(app);
    }
}
