using Dispatch.Messaging;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Matching;

/// <summary>Who should go.</summary>
internal static class MatchingSetup
{
    public static IServiceCollection AddMatching(this IServiceCollection services, Subscriptions subscriptions)
    {
        subscriptions.AddPrompt<PromptMatching>().AddListener<RefreshExpert>();
        services.AddSingleton<KnownExperts>().AddSingleton<MatchWaiting>().AddSingleton<MatchingClock>();
        services.AddScoped<ReadLoad>().AddScoped<Shortlist>().AddReceiveEndpointObserver<ReadExpertsAgain>();
        return services.AddHostedService(provider => provider.GetRequiredService<MatchingClock>());
    }

    public static IEndpointRouteBuilder MapMatching(this IEndpointRouteBuilder api)
    {
        AssignExpert.Map(api);
        ReadLoad.Map(api);
        return api;
    }
}
