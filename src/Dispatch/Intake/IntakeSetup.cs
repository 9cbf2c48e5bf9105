using Dispatch.Importing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Intake;

/// <summary>An order is written down.</summary>
internal static class IntakeSetup
{
    public static IServiceCollection AddIntake(this IServiceCollection services) =>
        services.AddSingleton<Filings>().AddScoped<IImport, ImportOrders>();

    public static IEndpointRouteBuilder MapIntake(this IEndpointRouteBuilder api)
    {
        SubmitOrder.Map(api);
        TrackOrder.Map(api);
        CancelOrder.Map(api);
        return api;
    }
}
