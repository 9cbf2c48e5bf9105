using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dispatch;

/// <summary>Which part of the service a process is.</summary>
public enum ProcessRole
{
    /// <summary>Both of the others.</summary>
    All,

    /// <summary>The pages and the API. It brings its own news to the bus, and handles none.</summary>
    Web,

    /// <summary>Handles messages, sweeps, matches and sends; it is asked only how it is.</summary>
    Worker,
}

/// <summary>Who of them does what by itself.</summary>
public static class Roles
{
    public static bool Serves(this ProcessRole role) => role != ProcessRole.Worker;

    public static bool Works(this ProcessRole role) => role != ProcessRole.Web;

    /// <summary>Work in the background that is nobody's in particular.</summary>
    internal static IServiceCollection AddWork<T>(this IServiceCollection services, ProcessRole role)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        return role.Works() ? services.AddHostedService(provider => provider.GetRequiredService<T>()) : services;
    }

    /// <summary>Work in the background for whoever calls this process.</summary>
    internal static IServiceCollection AddServing<T>(this IServiceCollection services, ProcessRole role)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        return role.Serves() ? services.AddHostedService(provider => provider.GetRequiredService<T>()) : services;
    }
}
