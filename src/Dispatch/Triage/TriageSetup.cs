using Dispatch.Messaging;
using Dispatch.Orders;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Triage;

/// <summary>Which skill, how urgent, which station; and what a person must decide.</summary>
internal static class TriageSetup
{
    public static IServiceCollection AddTriage(this IServiceCollection services, Subscriptions subscriptions)
    {
        subscriptions.AddGathered<TriageOrder>().AddConsumer<ReopenMerged>();
        return services.AddScoped<TriageOrders>().AddSingleton<Limit, GoOverdue>();
    }

    public static IEndpointRouteBuilder MapTriage(this IEndpointRouteBuilder api)
    {
        TriageByClerk.Map(api);
        AnswerRemotely.Map(api);
        MergeOrder.Map(api);
        return api;
    }
}
