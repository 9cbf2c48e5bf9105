using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Offering;

public sealed class When_an_expert_goes_on_leave
{
    private Service service = null!;

    [SetUp]
    public async Task Start()
    {
        service = await Service.StartAsync();
        await service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", km: 30));
    }

    [TearDown]
    public async Task Stop()
    {
        Assert.That(service.Faults, Is.Zero);
        await service.DisposeAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_seat_goes_back_to_matching_and_to_somebody_else(bool accepted)
    {
        var tracking = await service.Offered();
        if (accepted) await service.Accept(tracking, "E1").Done();
        await service.Leave("E1", TimeSpan.FromDays(5));
        Assert.That(await service.StateOf(tracking), Is.EqualTo(State.Waiting));

        await service.Match();
        Assert.That(await service.Holders(tracking), Is.EqualTo(new[] { "E2" }));
    }

    [Test]
    public async Task It_is_no_refusal_and_after_the_leave_they_can_be_asked_again()
    {
        var tracking = await service.Offered();
        await service.Leave("E1", TimeSpan.FromDays(5));
        Assert.That((await service.Order(tracking)).Refusals, Is.Zero);

        await service.Return("E1");
        await service.Match();
        Assert.That(await service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task Told_twice_the_seat_is_handed_back_once()
    {
        var tracking = await service.Offered();
        await service.Leave("E1", TimeSpan.FromDays(5));
        await service.DeliverAgain<ExpertChanged>();
        Assert.That((await service.History(tracking)).Count(row => row.Fact == nameof(Withdrawn)), Is.EqualTo(1));
    }

    [Test]
    public async Task Told_late_the_seat_they_have_reported_on_stays_theirs()
    {
        var tracking = await service.Taken("E1");
        await service.Report(tracking, "E1").Done();
        await service.Leave("E1", TimeSpan.FromDays(5));
        Assert.That((await service.StateOf(tracking), (await service.Holders(tracking))[0]), Is.EqualTo((State.Reported, "E1")));
    }

    [Test]
    public async Task Told_out_of_turn_after_they_are_back_nothing_is_taken_from_them()
    {
        await service.Leave("E1", TimeSpan.FromDays(5));
        await service.Return("E1");
        var tracking = await service.Offered();
        await service.Deliver(new ExpertChanged { ExpertId = ExpertId.For("E1").Value }, Guid.CreateVersion7());
        Assert.That(await service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task News_of_an_expert_nobody_knows_does_no_harm()
    {
        await service.Deliver(new ExpertChanged { ExpertId = ExpertId.For("E9").Value }, Guid.CreateVersion7());
        Assert.That(service.Faults, Is.Zero);
    }

    [Test]
    public async Task A_leave_that_ends_before_the_answer_is_due_takes_nothing()
    {
        var tracking = await service.Offered();
        await service.Leave("E1", TimeSpan.FromHours(1));
        Assert.That(await service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task A_new_phone_number_takes_nothing_from_who_is_off_duty_by_then()
    {
        await service.Change("E1", expert => expert.Hours = WeeklyHours.Parse("Mon-Sun 06:00-12:00"));
        var tracking = await service.Offered();
        service.Clock.Advance(TimeSpan.FromHours(3.5));
        await service.Change("E1", expert => expert.Phone = "13904789999");
        Assert.That(await service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task A_new_phone_number_takes_nothing_from_who_is_late_either()
    {
        var tracking = await service.Taken("E1");
        await service.Later(TimeSpan.FromDays(3.5));
        await service.Change("E1", expert => expert.Phone = "13904789999");
        Assert.That(((await service.Order(tracking)).Reason, (await service.Holders(tracking))[0]), Is.EqualTo((ClerkReason.Overdue, "E1")));
    }
}
