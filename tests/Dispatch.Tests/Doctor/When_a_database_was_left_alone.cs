using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Dispatch.Tests.Registry;
using Dispatch.Web.Doctor;

namespace Dispatch.Tests.Doctor;

public sealed class When_a_database_was_left_alone : ServiceSpec
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [SetUp]
    public async Task Live()
    {
        await Service.Settle(Langshan.Expert("E001"));
        await Service.Taken("E001");
        await Service.Quiet();
    }

    [Test]
    public async Task Its_limits_are_judged_as_of_when_a_service_was_last_at_work()
    {
        var judged = await Judged(default);

        Assert.That(judged, Is.EqualTo(new LookedAfter(Care.Nobody, Service.Monday)));
        Assert.That(await Broken(judged.At), Is.Empty);
        Assert.That(judged.In("en", TimeZoneInfo.Utc), Does.Contain("No service has worked").And.Contain("2026-06-01 01:00:00"));
    }

    [Test]
    public async Task What_was_imported_meanwhile_does_not_count_as_work()
    {
        await Service.StopAsync();
        Service.Clock.Advance(Month);
        await Service.Import("orders", "工单号,姓名,电话,诉求\nG1,李秀英,13804780001,葵花打蔫\n");

        Assert.That((await Judged(default)).At, Is.EqualTo(Service.Monday));
    }

    [Test]
    public async Task A_service_that_runs_and_does_nothing_is_found_out()
    {
        var judged = await Judged(new Holders(Services: true, Demonstration: false, Since: Service.Monday));

        Assert.That(judged, Is.EqualTo(new LookedAfter(Care.Service, Service.Monday + Month)));
        Assert.That(await Broken(judged.At), Is.EqualTo(new[] { "Breach.LimitPassed" }));
    }

    [Test]
    public async Task A_service_that_has_just_started_is_given_time()
    {
        var judged = await Judged(new Holders(Services: true, Demonstration: false, Since: Service.Monday + Month - TimeSpan.FromMinutes(1)));

        Assert.That(judged, Is.EqualTo(new LookedAfter(Care.NewService, Service.Monday)));
    }

    [Test]
    public async Task A_demonstration_is_judged_by_its_own_clock() =>
        Assert.That(await Judged(new Holders(Services: false, Demonstration: true, Since: default)), Is.EqualTo(new LookedAfter(Care.Demonstration, Service.Monday)));

    private Task<LookedAfter> Judged(Holders holders) => Service.Db(db => LookedAfter.By(holders, db, Service.Monday + Month, default));

    private async Task<IEnumerable<string>> Broken(DateTimeOffset at) =>
        (await Service.Db(db => new Examination(db, Service.Get<Limits>(), Service.Get<Settings>()).Run(at, default))).SelectMany(diagnosis => diagnosis.Breaches).Select(breach => breach.Key);
}
