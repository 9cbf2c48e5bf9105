using Microsoft.AspNetCore.Routing;

namespace Dispatch.Pairings;

/// <summary>Experts bound to a farmer or village, and their visits.</summary>
internal static class PairingsSetup
{
    public static IEndpointRouteBuilder MapPairings(this IEndpointRouteBuilder api)
    {
        PairExpert.Map(api);
        EndPairing.Map(api);
        HoldPairingVisit.Map(api);
        ListPairings.Map(api);
        return api;
    }
}
