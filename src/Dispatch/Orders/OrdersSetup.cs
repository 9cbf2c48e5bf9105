using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Orders;

/// <summary>What all stages share about an order: its rows, its history, its news and its limits.</summary>
internal static class OrdersSetup
{
    public static IServiceCollection AddOrders(this IServiceCollection services, ProcessRole role) =>
        services.AddScoped<OrderBook>().AddScoped<OrderViews>().AddWork<DueOrders>(role);
}
