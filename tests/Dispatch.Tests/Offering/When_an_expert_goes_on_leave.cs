using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Offering;

public sealed class When_an_expert_goes_on_leave : ServiceSpec
{
    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", km: 30));

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_seat_goes_back_to_matching_and_to_somebody_else(bool accepted)
    {
        var tracking = await Service.Offered();
        if (accepted) await Service.Accept(tracking, "E1").Done();
        await Service.Leave("E1", TimeSpan.FromDays(5));
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Waiting));

        await Service.Match();
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E2" }));
    }

    [Test]
    public async Task It_is_no_refusal_and_after_the_leave_they_can_be_asked_again()
    {
        var tracking = await Service.Offered();
        await Service.Leave("E1", TimeSpan.FromDays(5));
        Assert.That((await Service.Order(tracking)).Refusals, Is.Zero);

        await Service.Return("E1");
        await Service.Match();
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    /// <summary>Seen red when only the day of a plan was looked at.</summary>
    [TestCase(2, State.Waiting)]
    [TestCase(1, State.Accepted)]
    public async Task Leave_over_the_hour_they_promised_to_come_gives_the_seat_back(int days, State then)
    {
        var tracking = await Service.Offered();
        await Service.Accept(tracking, "E1", comesAt: Service.Monday.AddDays(days).AddHours(1)).Done();
        await Service.Change("E1", expert => expert.Leaves = [new Leave(Service.Monday.AddDays(2), Service.Monday.AddDays(2).AddHours(3), "探亲")]);
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(then));
    }

    /// <summary>Late: the news come when the visit has long been reported.</summary>
    [Test]
    public async Task Told_late_what_they_have_reported_on_stays_theirs()
    {
        var tracking = await Service.Taken("E1");
        await Service.Leave("E1", TimeSpan.FromHours(1));
        await Service.Report(tracking, "E1").Done();
        await Service.Db(db => db.Set<Expert>().Where(expert => expert.Code == "E1").ExecuteUpdateAsync(set => set.SetProperty(expert => expert.Active, false)));
        await Service.Deliver(new ExpertChanged { ExpertId = ExpertId.For("E1").Value }, Guid.CreateVersion7());
        Assert.That((await Service.StateOf(tracking), (await Service.Holders(tracking))[0]), Is.EqualTo((State.Reported, "E1")));
    }

    [Test]
    public async Task Told_twice_the_seat_is_handed_back_once()
    {
        var tracking = await Service.Offered();
        await Service.Leave("E1", TimeSpan.FromDays(5));
        await Service.DeliverAgain<ExpertChanged>();
        Assert.That((await Service.History(tracking)).Count(row => row.Fact == nameof(Withdrawn)), Is.EqualTo(1));
    }

    [Test]
    public async Task Told_out_of_turn_after_they_are_back_nothing_is_taken_from_them()
    {
        await Service.Leave("E1", TimeSpan.FromDays(5));
        await Service.Return("E1");
        var tracking = await Service.Offered();
        await Service.Deliver(new ExpertChanged { ExpertId = ExpertId.For("E1").Value }, Guid.CreateVersion7());
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task News_of_an_expert_nobody_knows_does_no_harm()
    {
        await Service.Deliver(new ExpertChanged { ExpertId = ExpertId.For("E9").Value }, Guid.CreateVersion7());
        Assert.That(Service.Faults, Is.Zero);
    }

    [Test]
    public async Task A_leave_that_ends_before_the_answer_is_due_takes_nothing()
    {
        var tracking = await Service.Offered();
        await Service.Leave("E1", TimeSpan.FromHours(1));
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task A_new_phone_number_takes_nothing_from_who_is_off_duty_by_then()
    {
        await Service.Change("E1", expert => expert.Hours = WeeklyHours.Parse("Mon-Sun 06:00-12:00"));
        var tracking = await Service.Offered();
        Service.Clock.Advance(TimeSpan.FromHours(3.5));
        await Service.Change("E1", expert => expert.Phone = "13904789999");
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task A_new_phone_number_takes_nothing_from_who_is_late_either()
    {
        var tracking = await Service.Taken("E1");
        await Service.Later(TimeSpan.FromDays(3.5));
        await Service.Change("E1", expert => expert.Phone = "13904789999");
        Assert.That(((await Service.Order(tracking)).Reason, (await Service.Holders(tracking))[0]), Is.EqualTo((ClerkReason.Overdue, "E1")));
    }
}
