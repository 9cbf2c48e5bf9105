using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Notifying;

public sealed class When_a_clerk_is_needed : NotifyingSpec
{
    [SetUp]
    public async Task Unmatched()
    {
        Town.Service.Clock.SetUtcNow(At(6, 9));
        Order = await Town.Order();
        await Town.Happens(Order, new Unmatched(Domain.Actor.Engine("test"), Town.Now, ClerkReason.NobodyQualified, ""));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Each_clerk_of_the_station_hears_why_when_it_opens(int times)
    {
        await Needed("NobodyQualified", times);

        var told = await Town.Told("ClerkNeeded");
        Assert.That(told.Select(notice => notice.Phone), Is.EqualTo(new List<string> { "04788210001", "04788210002" }));
        Assert.That(told[0].Text, Does.Contain("没有符合条件的专家"));
        Assert.That(told[0].DueAt, Is.EqualTo(At(8, 8)), "the Monday after");
    }

    [Test]
    public async Task Late_when_it_is_settled_nobody_is_called()
    {
        await Town.Happens(Order, new Answered(new(Role.Clerk, "王芳"), Town.Now, "浇水"));
        await Needed("NobodyQualified");

        Assert.That(await Town.Told("ClerkNeeded"), Is.Empty);
    }

    [Test]
    public async Task Out_of_turn_with_a_reason_that_no_longer_holds_nobody_is_called()
    {
        await Needed("SkillUnclear");

        Assert.That(await Town.Told("ClerkNeeded"), Is.Empty);
    }

    /// <summary>Seen red with a message that did not say of which time it was: each clerk was called twice.</summary>
    [Test]
    public async Task Heard_of_late_a_need_that_was_settled_and_has_come_back_is_told_once()
    {
        var first = await Town.VersionOf(Order);
        await Town.Happens(Order, new Triaged(new(Role.Clerk, "王芳"), Town.Now, [[new(Skill.PlantProtection, Level.Junior)]], new Place(40.8, 107.4)));
        await Town.Happens(Order, new Unmatched(Domain.Actor.Engine("test"), Town.Now, ClerkReason.NobodyQualified, ""));
        foreach (var version in new[] { first, await Town.VersionOf(Order) })
            await Town.Hear(new OrderNeedsClerk { OrderId = Order.Value, Reason = "NobodyQualified", Version = version });

        Assert.That((await Town.Told("ClerkNeeded")).Select(notice => notice.Phone), Is.EqualTo(new List<string> { "04788210001", "04788210002" }));
    }

    [Test]
    public async Task Without_a_station_the_desk_finds_it_on_its_page()
    {
        Order = await Town.Order(seats: 0);
        await Town.Happens(Order, new Unclear(Domain.Actor.Engine("test"), Town.Now, ClerkReason.PlaceUnclear, ""));
        await Needed("PlaceUnclear");

        var told = await Town.ToldOnce("ClerkNeeded");
        Assert.That((told.To, told.Phone, told.Deliveries.Count), Is.EqualTo((Role.Desk, (string?)null, 0)));
    }

    private Task Needed(string reason, int times = 1) => Town.Hear(new OrderNeedsClerk { OrderId = Order.Value, Reason = reason }, times);
}
