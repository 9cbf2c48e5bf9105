using Dispatch.Messaging;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Matching;

/// <summary>Who should go.</summary>
internal static class MatchingSetup
{
    public static IServiceCollection AddMatching(this IServiceCollection services, Subscriptions subscriptions, ProcessRole role)
    {
        subscriptions.AddChosen<MatchWhenPrompted>().AddListener<RefreshExpert>();
        services.AddSingleton<KnownExperts>().AddSingleton<MatchWaiting>().AddSingleton<PromptedRounds>();
        services.AddScoped<ReadLoad>().AddScoped<Shortlist>().AddReceiveEndpointObserver<ReadExpertsAgain>().AddReceiveEndpointObserver<LoseTouch>();
        return services.AddWork<MatchingClock>(role);
    }

    public static IEndpointRouteBuilder MapMatching(this IEndpointRouteBuilder api)
    {
        AssignExpert.Map(api);
        ReadLoad.Map(api);
        return api;
    }
}
