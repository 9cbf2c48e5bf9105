using Dispatch.Matching;
using Dispatch.Notifying;
using Dispatch.Orders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dispatch.Tests;

/// <summary>What runs by itself from time to time.</summary>
internal static class Rounds
{
    /// <summary>A test sends, matches and sweeps when it means to, however far it turns the clock.</summary>
    public static void LeaveOutRounds(this IServiceCollection services)
    {
        foreach (var round in services.Where(one => Is<NoticeRounds>(one) || Is<MatchingClock>(one) || Is<DueOrders>(one)).ToList()) services.Remove(round);
    }

    private static bool Is<T>(ServiceDescriptor one) =>
        one.ServiceType == typeof(IHostedService) && (one.ImplementationType == typeof(T) || one.ImplementationFactory?.GetType().GenericTypeArguments[^1] == typeof(T));
}
