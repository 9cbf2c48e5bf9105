using System.Security.Cryptography;
using Dispatch.Messaging;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dispatch.Notifying;

/// <summary>Telling people: what they are told is written with the order's news, and sent apart from it.</summary>
public static class NotifyingSetup
{
    public static IServiceCollection AddNotifying(this IServiceCollection services, Subscriptions subscriptions, ProcessRole role)
    {
        subscriptions
            .AddGathered<TellFarmerOrderTaken>()
            .AddGathered<TellExpertOfOffer>()
            .AddConsumer<TellFarmerWhoComes>()
            .AddConsumer<TellOfReleasedSeat>()
            .AddConsumer<TellClerks>()
            .AddConsumer<TellFarmerToConfirm>()
            .AddConsumer<TellFarmerItIsOver>()
            .AddConsumer<TellFarmerItGoesOnAlone>()
            .AddConsumer<TellEnrolledItIsOff>()
            .AddConsumer<TellLecturersItIsOff>();
        services.AddHttpClient(Webhook.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        services.TryAddSingleton(new Patience { Chance = () => RandomNumberGenerator.GetInt32(1 << 24) / (double)(1 << 24) });
        services.AddSingleton<Disturbing>().AddSingleton<Sinks>().AddSingleton<NoticeSender>();
        return services.AddScoped<Telling>().AddScoped<TellFarmersOrderTaken>().AddScoped<TellExpertsOfOffers>().AddScoped<TellMerged>().AddScoped<WhoComes>().AddServing<TellFarmerCode>(role).AddWork<NoticeRounds>(role);
    }

    internal static IEndpointRouteBuilder MapNotifying(this IEndpointRouteBuilder api)
    {
        ShowNotices.Map(api);
        return api;
    }
}
