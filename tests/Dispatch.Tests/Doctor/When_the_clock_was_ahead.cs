using Dispatch.Web.Doctor;

namespace Dispatch.Tests.Doctor;

/// <summary>By two days, and then it was set right; one order waited for an answer when it jumped, another had been closed before.</summary>
[OnBothDatabases]
public sealed class When_the_clock_was_ahead : ServiceSpec
{
    private static readonly TimeSpan Jump = TimeSpan.FromDays(2);
    private string moved = null!;

    [SetUp]
    public async Task Jumped()
    {
        await Service.Settle(Langshan.Expert("E001"));
        await Service.Cancel(await Service.Ordered());
        moved = await Service.Offered(order => order with { Difficulty = "玉米倒伏" });
        await Service.Later(Jump);
    }

    /// <summary>Seen red with every order named, and with sweeps that pass over what another of the same process has in hand.</summary>
    [Test]
    public async Task Doctor_names_the_orders_that_moved_meanwhile()
    {
        var later = await Later(Service.Monday);

        Assert.That((later.Orders, later.First), Is.EqualTo((1, new[] { moved })));
        Assert.That((later.In("zh"), later.In("en")), Is.EqualTo(($"此后有变动的订单 1 个：{moved}。", $"Orders that have moved since: 1 ({moved}).")));
    }

    [Test]
    public async Task And_none_when_limits_are_judged_as_of_now() => Assert.That((await Later(Service.Monday + Jump)).In("en"), Is.Null);

    private Task<LaterSteps> Later(DateTimeOffset at) => Service.Db(db => LaterSteps.Than(at, db, default));
}
