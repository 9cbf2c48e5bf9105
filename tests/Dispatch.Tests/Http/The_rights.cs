using Dispatch.Domain;
using Dispatch.Domain.Stations;
using Dispatch.Http;

namespace Dispatch.Tests.Http;

/// <summary>What is granted to people, who have a station of their own or none.</summary>
public sealed class The_rights
{
    private static readonly StationId Own = StationId.For("S001");
    private static readonly StationId Other = StationId.For("S002");

    /// <summary>Everything that is done to a station's orders, experts, lectures and pairings.</summary>
    private static readonly string[] AtOwnStation =
    [
        "listOrders", "cancelOrder", "confirmOutcome", "reopenOrder", "triageOrder", "assignExpert", "withdrawOffer", "answerOrder", "giveUpOrder", "mergeOrder",
        "callBack", "listCallBacks", "listCandidates", "setCapacity", "setHours", "takeLeave", "endLeave", "noticesOfExpert", "noticesOfOrder",
        "planLecture", "holdLecture", "callOffLecture", "listEnrolments", "attendLecture", "strikeAttendee", "listAttendees",
        "listPairings", "showPairing", "pairExpert", "endPairing", "holdPairingVisit",
    ];

    /// <summary>Seen red with an act that was not marked.</summary>
    [Test]
    public void A_clerk_does_what_is_marked_so_only_at_the_own_station() =>
        Assert.That(Rights.Acts.Where(act => Rights.Allow(act, Role.Clerk, Own, Own) && !Rights.Allow(act, Role.Clerk, Own, Other)), Is.EquivalentTo(AtOwnStation));

    [Test]
    public void What_is_no_station_s_yet_is_not_the_clerk_s_to_do([ValueSource(nameof(AtOwnStation))] string act) =>
        Assert.That((Rights.Allow(act, Role.Clerk, Own, station: null), Rights.Of(act).Contains(Role.Desk) && !Rights.Allow(act, Role.Desk, own: null, station: null)), Is.EqualTo((false, false)));

    /// <summary>Seen red: what is nobody's was taken for the own.</summary>
    [Test]
    public void A_clerk_without_a_station_does_nothing_of_the_kind([ValueSource(nameof(AtOwnStation))] string act) =>
        Assert.That((Rights.Allow(act, Role.Clerk, own: null, station: null), Rights.Allow(act, Role.Clerk, own: null, Own)), Is.EqualTo((false, false)));

    [Test]
    public void Wherever_it_is_others_may_what_is_granted_to_their_role()
    {
        foreach (var act in Rights.Acts)
            foreach (var role in Rights.People.Except([Role.Clerk]))
                foreach (var station in new StationId?[] { null, Own, Other })
                    Assert.That(Rights.Allow(act, role, own: null, station), Is.EqualTo(Rights.Of(act).Contains(role)), $"{act} as {role}");
    }

    [Test]
    public void What_a_clerk_may_anywhere_is_granted_to_clerks()
    {
        foreach (var act in Rights.Acts.Except(AtOwnStation))
            Assert.That(Rights.Allow(act, Role.Clerk, Own, Other), Is.EqualTo(Rights.Of(act).Contains(Role.Clerk)), act);
    }

    [Test]
    public void What_is_not_in_the_table_nobody_may()
    {
        Assert.That(Rights.Of("paintTheStation"), Is.Empty);
        Assert.That(Enum.GetValues<Role>().Where(role => Rights.Allow("paintTheStation", role, Own, Own)), Is.Empty);
    }
}
