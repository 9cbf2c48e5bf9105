using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Matching;

/// <summary>The station lets orders wait for somebody better. E1, next door, is full; E2 is free and lives far away.</summary>
public sealed class When_an_order_stands_in_line : ServiceSpec
{
    private string before = null!, tracking = null!;

    [SetUp]
    public async Task Fill()
    {
        await Service.Settle(Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", km: 25));
        Service.Get<Settings>().Weights = new Weights { PatienceHours = 24, LineKm = 10 };
        before = await Service.Taken("E1");
        tracking = await Service.Offered();
    }

    /// <summary>Seen red without patience.</summary>
    [Test]
    public async Task It_waits_and_is_told_for_whom_and_until_when()
    {
        var why = await Service.Db(db => db.Set<MatchRow>().SingleAsync(row => row.Offer == 0));

        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Waiting));
        Assert.That((why.Explanation.Nobody!.Code, why.Explanation.Nobody.InLine!.Expert, why.Explanation.Nobody.InLine.Until), Is.EqualTo((NoAnswerCode.InLine, ExpertId.For("E1").Value, Service.Monday.AddHours(24))));
    }

    [Test]
    public async Task It_goes_to_them_once_they_are_free()
    {
        await Service.Report(before, "E1").Done();
        await Service.Match();

        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task It_waits_no_longer_than_the_station_lets_it()
    {
        await Service.Later(TimeSpan.FromHours(24));
        await Service.Match();

        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E2" }));
    }
}
