using Dispatch.Messaging;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
namespace Dispatch.Ledger;

/// <summary>What was done, counted once.</summary>
internal static class LedgerSetup
{
    public static IServiceCollection AddLedger(this IServiceCollection services, Subscriptions subscriptions)
    {
        subscriptions.AddGathered<Bookkeeper>();
        return services.AddSingleton<BooksAtHand>().AddScoped<Bookkeeping>().AddScoped<VerifyLedger>();
    }

    public static IEndpointRouteBuilder MapLedger(this IEndpointRouteBuilder api)
    {
        ReadTotals.Map(api);
        ReadEntries.Map(api);
        ReadRates.Map(api);
        OpenBalance.Map(api);
        ReverseBalance.Map(api);
        VerifyEndpoint.Map(api);
        return api;
    }
}
