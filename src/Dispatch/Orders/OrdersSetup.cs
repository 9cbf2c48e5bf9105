using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Orders;

/// <summary>What all stages share about an order: its rows, its history, its news and its limits.</summary>
internal static class OrdersSetup
{
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        services.AddScoped<OrderBook>().AddScoped<OrderViews>().AddSingleton<DueOrders>();
        return services.AddHostedService(provider => provider.GetRequiredService<DueOrders>());
    }
}
