using Dispatch.Web.Farmer.Following;
using Dispatch.Web.Farmer.Mine;
using Dispatch.Web.Farmer.Reporting;

namespace Dispatch.Web.Farmer;

/// <summary>The farmer's pages: report, follow, menu, lectures.</summary>
internal static class FarmerSetup
{
    public static IServiceCollection AddFarmerPages(this IServiceCollection services)
    {
        services.AddSingleton<Drafts>().AddSingleton<Opened>().AddScoped<FarmersDoor>();
        return services.AddScoped<SimilarOrders>().AddScoped<PlaceInQueue>().AddScoped<SentPhotos>();
    }

    public static void MapFarmerPages(this IEndpointRouteBuilder app) => ShowPhotos.Map(app);
}
