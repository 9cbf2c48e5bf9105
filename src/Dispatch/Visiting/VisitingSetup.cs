using Dispatch.Orders;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Visiting;

/// <summary>Check-in, report, confirmation, closing.</summary>
internal static class VisitingSetup
{
    public static IServiceCollection AddVisiting(this IServiceCollection services) =>
        services.AddSingleton<Limit, CloseUnconfirmed>();

    public static IEndpointRouteBuilder MapVisiting(this IEndpointRouteBuilder api)
    {
        CheckIn.Map(api);
        ReportVisit.Map(api);
        ConfirmOutcome.Map(api);
        CallBack.Map(api);
        ReopenOrder.Map(api);
        return api;
    }
}
