using Dispatch.Messaging;
using Dispatch.Orders;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Offering;

/// <summary>The expert is asked: yes, no, or silence.</summary>
internal static class OfferingSetup
{
    public static IServiceCollection AddOffering(this IServiceCollection services, Subscriptions subscriptions)
    {
        subscriptions.AddConsumer<WithdrawOnLeave>();
        return services.AddSingleton<Limit, LapseOffers>();
    }

    public static IEndpointRouteBuilder MapOffering(this IEndpointRouteBuilder api)
    {
        ListOffers.Map(api);
        AcceptOffer.Map(api);
        DeclineOffer.Map(api);
        HandBack.Map(api);
        WithdrawOffer.Map(api);
        return api;
    }
}
