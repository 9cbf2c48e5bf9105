using Dispatch.Persistence;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Watching;

/// <summary>What the service tells of its own work to those who run it.</summary>
public static class WatchingSetup
{
    /// <summary>A span for each statement, where somebody wants to see them.</summary>
    public static IServiceCollection AddStatementTraces(this IServiceCollection services) => services.AddSingleton<TraceStatements>()
        .Intercept(provider => provider.GetRequiredService<TraceStatements>());

    internal static IServiceCollection AddWatching(this IServiceCollection services)
    {
        services.AddMetrics().AddSingleton<Measures>().AddSingleton<CountFacts>().AddConsumeObserver<RememberWhatMadeItWait>();
        return services.Intercept(provider => provider.GetRequiredService<CountFacts>());
    }
}
