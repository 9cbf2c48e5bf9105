using System.Collections.Frozen;
using System.Security.Claims;
using Dispatch.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Dispatch.Domain.Role;
using StationId = Dispatch.Domain.Stations.StationId;

namespace Dispatch.Http;

/// <summary>
/// Who may do what: a line for each act, by the name it has in the API's description. What is not granted is refused.
/// Whether it is theirs to do, a farmer's own order or an expert's own visit, is for the act to say. A clerk who has signed
/// in has a station, and does what is marked so only there; a machine that speaks for a clerk answers for that itself.
/// </summary>
public static class Rights
{
    private static readonly Role[] Everybody = [Role.Farmer, Expert, Clerk, Desk, Office, Administrator];
    private static readonly Role[] Staff = [Clerk, Desk, Office, Administrator];
    private static readonly Role[] StaffAndExperts = [Expert, .. Staff];
    private static readonly Role[] Stations = [Clerk, Desk];
    private static readonly Role[] WhoSpeaksForIt = [Role.Farmer, .. Stations];
    private static readonly Role[] WhoBringsOrders = [Role.Farmer, Expert, .. Stations];
    private static readonly Role[] WhoIsThere = [Expert, .. Stations];
    private static readonly Role[] Experts = [Expert];
    private static readonly Role[] Planners = [Clerk, Desk, Office];
    private static readonly Role[] PlannersAndExperts = [Expert, .. Planners];
    private static readonly Role[] Bookkeepers = [Desk, Office];
    private static readonly Role[] Overseers = [Desk, Office, Administrator];
    private static readonly Role[] Operators = [Desk, Administrator];
    private static readonly Role[] Auditors = [Office, Administrator];

    private static readonly FrozenDictionary<string, Grant> Granted = new Dictionary<string, Grant>
    {
        ["submitOrder"] = WhoBringsOrders,
        ["uploadPhotos"] = WhoBringsOrders,
        ["showPhoto"] = Everybody,
        ["trackOrder"] = Everybody,
        ["listOrders"] = AtOwn(Staff),
        ["cancelOrder"] = AtOwn(WhoSpeaksForIt),
        ["confirmOutcome"] = AtOwn(WhoSpeaksForIt),
        ["reopenOrder"] = AtOwn(WhoSpeaksForIt),

        ["triageOrder"] = AtOwn(Stations),
        ["assignExpert"] = AtOwn(Stations),
        ["withdrawOffer"] = AtOwn(Stations),
        ["answerOrder"] = AtOwn(Stations),
        ["giveUpOrder"] = AtOwn(Stations),
        ["mergeOrder"] = AtOwn(Stations),
        ["callBack"] = AtOwn(Stations),
        ["listCallBacks"] = AtOwn(Staff),
        ["listCandidates"] = AtOwn(Staff),
        ["readLoad"] = Staff,

        ["listOffers"] = Experts,
        ["acceptOffer"] = Experts,
        ["declineOffer"] = Experts,
        ["handBack"] = Experts,
        ["checkIn"] = Experts,
        ["reportVisit"] = Experts,

        ["listExperts"] = Everybody,
        ["getExpert"] = Everybody,
        ["setCapacity"] = AtOwn(StaffAndExperts),
        ["setHours"] = AtOwn(StaffAndExperts),
        ["takeLeave"] = AtOwn(StaffAndExperts),
        ["endLeave"] = AtOwn(StaffAndExperts),
        ["noticesOfExpert"] = AtOwn(StaffAndExperts),
        ["noticesOfOrder"] = AtOwn(Staff),

        ["listStations"] = Everybody,
        ["listTowns"] = Everybody,
        ["listVillagesOfTown"] = Everybody,
        ["findVillages"] = Everybody,

        ["listLectures"] = Everybody,
        ["showLecture"] = Everybody,
        ["planLecture"] = AtOwn(PlannersAndExperts),
        ["holdLecture"] = AtOwn(StaffAndExperts),
        ["callOffLecture"] = AtOwn(StaffAndExperts),
        ["enrolForLecture"] = WhoSpeaksForIt,
        ["listEnrolments"] = AtOwn(StaffAndExperts),
        ["attendLecture"] = AtOwn(WhoIsThere),
        ["strikeAttendee"] = AtOwn(WhoIsThere),
        ["listAttendees"] = AtOwn(StaffAndExperts),

        ["listPairings"] = AtOwn(StaffAndExperts),
        ["showPairing"] = AtOwn(StaffAndExperts),
        ["pairExpert"] = AtOwn(Planners),
        ["endPairing"] = AtOwn(Planners),
        ["holdPairingVisit"] = AtOwn(PlannersAndExperts),

        ["ledgerTotals"] = Everybody,
        ["ledgerRates"] = Everybody,
        ["ledgerEntries"] = StaffAndExperts,
        ["verifyLedger"] = Overseers,
        ["openBalance"] = Bookkeepers,
        ["reverseBalance"] = Bookkeepers,

        ["readAudit"] = Auditors,
        ["exportPerson"] = Operators,
        ["erasePerson"] = Operators,

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
    public static IReadOnlyList<Role> Of(string act) => Granted.TryGetValue(act, out var grant) ? grant.To : [];

    /// <summary>
    /// Whether a machine may read the service's own figures: one that speaks for those who run it; or for nobody, which may read
    /// those and nothing else, so that a watching machine's configuration holds no key to anybody's data.
    /// </summary>
    public static bool MayWatch(ClaimsPrincipal machine) => !machine.HasClaim(claim => claim.Type == ClaimTypes.Role) || Overseers.Any(role => machine.IsInRole($"{role}"));

    /// <summary>Whether somebody may do it here.</summary>
    /// <param name="act">What.</param>
    /// <param name="role">Whose role.</param>
    /// <param name="own">The station of a clerk; null for whoever has none.</param>
    /// <param name="station">Whose it is that it is done to; null where no station's, which no clerk sees.</param>
    public static bool Allow(string act, Role role, StationId? own, StationId? station) =>
        Granted.TryGetValue(act, out var grant) && grant.To.Contains(role) && (!grant.AtOwnStation || role != Clerk || (own is not null && own == station));

    private static Grant AtOwn(Role[] roles) => new(roles) { AtOwnStation = true };

    /// <summary>One line of the table.</summary>
    private sealed record Grant(Role[] To)
    {
        /// <summary>Whether a clerk may do it only where it is the clerk's own station's.</summary>
        public bool AtOwnStation { get; init; }

        public static implicit operator Grant(Role[] roles) => new(roles);
    }
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
