using System.Collections.Frozen;
using Dispatch.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Dispatch.Domain.Role;

namespace Dispatch.Http;

/// <summary>
/// Who may do what: a line for each act, by the name it has in the API's description. What is not granted is refused.
/// Whether it is theirs to do, a farmer's own order or an expert's own visit, is for the act to say.
/// </summary>
public static class Rights
{
    private static readonly Role[] Everybody = [Role.Farmer, Expert, Clerk, Desk, Office, Administrator];
    private static readonly Role[] Staff = [Clerk, Desk, Office, Administrator];
    private static readonly Role[] StaffAndExperts = [Expert, .. Staff];
    private static readonly Role[] Stations = [Clerk, Desk];
    private static readonly Role[] WhoSpeaksForIt = [Role.Farmer, .. Stations];
    private static readonly Role[] WhoBringsOrders = [Role.Farmer, Expert, .. Stations];
    private static readonly Role[] Experts = [Expert];
    private static readonly Role[] Planners = [Clerk, Desk, Office];
    private static readonly Role[] PlannersAndExperts = [Expert, .. Planners];
    private static readonly Role[] Bookkeepers = [Desk, Office];
    private static readonly Role[] Overseers = [Desk, Office, Administrator];
    private static readonly Role[] Operators = [Desk, Administrator];

    private static readonly FrozenDictionary<string, Role[]> Granted = new Dictionary<string, Role[]>
    {
        ["submitOrder"] = WhoBringsOrders,
        ["uploadPhotos"] = WhoBringsOrders,
        ["showPhoto"] = Everybody,
        ["trackOrder"] = Everybody,
        ["listOrders"] = Staff,
        ["cancelOrder"] = WhoSpeaksForIt,
        ["confirmOutcome"] = WhoSpeaksForIt,
        ["reopenOrder"] = WhoSpeaksForIt,

        ["triageOrder"] = Stations,
        ["assignExpert"] = Stations,
        ["withdrawOffer"] = Stations,
        ["answerOrder"] = Stations,
        ["giveUpOrder"] = Stations,
        ["callBack"] = Stations,
        ["listCallBacks"] = Staff,
        ["listCandidates"] = Staff,
        ["readLoad"] = Staff,

        ["listOffers"] = Experts,
        ["acceptOffer"] = Experts,
        ["declineOffer"] = Experts,
        ["handBack"] = Experts,
        ["checkIn"] = Experts,
        ["reportVisit"] = Experts,

        ["listExperts"] = Everybody,
        ["getExpert"] = Everybody,
        ["setCapacity"] = StaffAndExperts,
        ["setHours"] = StaffAndExperts,
        ["takeLeave"] = StaffAndExperts,
        ["endLeave"] = StaffAndExperts,
        ["noticesOfExpert"] = StaffAndExperts,
        ["noticesOfOrder"] = Staff,

        ["listStations"] = Everybody,
        ["listTowns"] = Everybody,
        ["listVillagesOfTown"] = Everybody,
        ["findVillages"] = Everybody,

        ["listLectures"] = Everybody,
        ["showLecture"] = Everybody,
        ["planLecture"] = PlannersAndExperts,
        ["holdLecture"] = StaffAndExperts,
        ["callOffLecture"] = StaffAndExperts,

        ["listPairings"] = StaffAndExperts,
        ["showPairing"] = StaffAndExperts,
        ["pairExpert"] = Planners,
        ["endPairing"] = Planners,
        ["holdPairingVisit"] = PlannersAndExperts,

        ["ledgerTotals"] = Everybody,
        ["ledgerRates"] = Everybody,
        ["ledgerEntries"] = StaffAndExperts,
        ["verifyLedger"] = Overseers,
        ["openBalance"] = Bookkeepers,
        ["reverseBalance"] = Bookkeepers,

        ["listErrors"] = Overseers,
        ["showError"] = Overseers,
        ["replayError"] = Operators,
        ["discardError"] = Operators,
    }.ToFrozenDictionary();

    /// <summary>The roles that people have.</summary>
    public static IReadOnlyList<Role> People => Everybody;

    /// <summary>Every act that somebody may do.</summary>
    public static IReadOnlyCollection<string> Acts => Granted.Keys;

    /// <summary>Who may; nobody where nothing is said.</summary>
    public static IReadOnlyList<Role> Of(string act) => Granted.GetValueOrDefault(act, []);
}

/// <summary>Refuses what is not granted to the caller's role, before anything is looked up.</summary>
public sealed class ByRight : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, caller) = (context.HttpContext, await Caller.BindAsync(context.HttpContext));
        var granted = Rights.Of(http.GetEndpoint()!.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);
        if (!granted.Contains(caller!.Actor.Role)) throw new NotAllowed("NotYourRole", caller.Actor.Role, string.Join(", ", granted));
        return await next(context);
    }
}
