using Dispatch.Domain;
using Dispatch.Intake;
using Dispatch.Notifying;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Notifying;

/// <summary>A neighbour's order went on under the farmer's, which is then merged into a third farmer's, or cancelled: a name that was told holds no longer.</summary>
public sealed class When_the_order_under_which_it_goes_on_changes : ServiceSpec
{
    private string neighbours = null!;
    private string farmers = null!;

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", km: 20));

    /// <summary>Seen red when nothing was said to those under a merged order.</summary>
    [Test]
    public async Task It_is_told_who_comes_to_the_third()
    {
        await Accepted();
        await Service.Merge(farmers, await Service.Taken("E2", Third)).Done();

        Assert.That((await Heard())[^1].Text, Does.Contain("已有专家承接：专家E2"));
    }

    /// <summary>Seen red likewise.</summary>
    [Test]
    public async Task While_nobody_comes_to_the_third_it_is_told_that_somebody_is_looked_for()
    {
        await Accepted();
        await Service.Merge(farmers, await Service.Ordered(Third)).Done();

        Assert.That((await Heard())[^1].Text, Does.Contain("另找专家"));
    }

    /// <summary>Seen red when it was told whether or not a name was.</summary>
    [Test]
    public async Task Who_was_told_no_name_hears_nothing()
    {
        await Merged();
        await Service.Merge(farmers, await Service.Ordered(Third)).Done();

        Assert.That((await Heard())[^1].Template, Is.EqualTo(Template.Closed + "Merged"));
    }

    /// <summary>Seen red: the name waited for the morning.</summary>
    [Test]
    public async Task A_name_that_waits_for_the_morning_is_taken_back_when_it_is_merged()
    {
        await AcceptedInTheNight();
        await Service.Merge(farmers, await Service.Ordered(Third)).Done();

        Assert.That((await Heard()).Select(notice => notice.Template), Does.Not.Contain(Template.MergedExpertComes).And.Not.Contain(Template.MergedSearchGoesOn));
    }

    /// <summary>Seen red: it waited beside the notice that it goes on alone. It is opened again by the service, or by its own farmer.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_name_that_waits_for_the_morning_is_taken_back_when_it_goes_on_alone(bool cancelled)
    {
        await AcceptedInTheNight();
        await (cancelled ? Service.Cancel(farmers) : Service.Act(neighbours, "reopen", "Farmer:13804780009", new { reason = "我家的不一样" })).Done();
        await Service.Quiet();

        var heard = await Heard();
        Assert.That(heard.Select(notice => notice.Template), Does.Not.Contain(Template.MergedExpertComes));
        Assert.That(heard.Any(notice => notice.Template == Template.GoesOnAlone), Is.EqualTo(cancelled));
    }

    /// <summary>What is told of one step is told before the clock goes on.</summary>
    private async Task Merged()
    {
        farmers = await Service.Ordered();
        await Service.Quiet();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        neighbours = await Service.Ordered(order => order with { FarmerPhone = "13804780009", FarmerName = "王二" });
        await Service.Quiet();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        await Service.Merge(neighbours, farmers).Done();
        await Service.Quiet();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task Accepted()
    {
        await Merged();
        await Service.Match();
        await Service.Accept(farmers, "E1").Done();
        await Service.Quiet();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await Heard())[^1].Text, Does.Contain("专家E1"));
    }

    /// <summary>Asked at 19:00, accepted at 21:00.</summary>
    private async Task AcceptedInTheNight()
    {
        Service.Clock.SetUtcNow(Service.Monday.AddHours(10));
        await Merged();
        await Service.Match();
        Service.Clock.SetUtcNow(Service.Monday.AddHours(12));
        await Service.Accept(farmers, "E1").Done();
        await Service.Quiet();
        Service.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.That((await Heard())[^1].Deliveries.Single().State, Is.EqualTo(DeliveryState.Pending));
    }

    private static OrderRequest Third(OrderRequest order) => order with { FarmerPhone = "13804780008", FarmerName = "赵六" };

    /// <summary>What the neighbour has heard or will hear, in turn.</summary>
    private async Task<IReadOnlyList<Notice>> Heard()
    {
        var order = (await Service.Order(neighbours)).Id;
        return await Service.Db(db => db.Set<Notice>().AsNoTracking().Include(notice => notice.Deliveries)
            .Where(notice => notice.Order == order && notice.To == Role.Farmer && notice.Deliveries.All(delivery => delivery.State != DeliveryState.Overtaken))
            .OrderBy(notice => notice.At).ToListAsync());
    }
}
