using System.Net;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Offering;

[OnBothDatabases(TakesLong = true)]
public sealed class When_an_expert_answers : ServiceSpec
{
    private string tracking = null!;

    [SetUp]
    public async Task Offer()
    {
        await Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", km: 30));
        tracking = await Service.Offered();
    }

    [Test]
    public async Task Yes_takes_the_seat()
    {
        Assert.That((await Service.Accept(tracking, "E1").Done()).State, Is.EqualTo("Accepted"));
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task Who_would_come_after_the_visit_is_due_is_refused()
    {
        Assert.That((await Service.Accept(tracking, "E1", Service.Monday.AddDays(4))).Code, Is.EqualTo("ComesTooLate"));
        await Service.Accept(tracking, "E1", Service.Monday.AddDays(2)).Done();
        await Service.Accept(tracking, "E1", Service.Monday.AddDays(2)).Done();
        Assert.That((await Service.Accept(tracking, "E1", Service.Monday.AddDays(1))).Status, Is.EqualTo(HttpStatusCode.Conflict), "the farmer has been told a time: it is not changed in silence");
    }

    [Test]
    public async Task No_sends_it_to_somebody_else()
    {
        await Service.Decline(tracking, "E1").Done();
        await Service.Match();
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E2" }));
    }

    [Test]
    public async Task A_seat_handed_back_goes_to_somebody_else()
    {
        await Service.Accept(tracking, "E1").Done();
        await Service.HandBack(tracking, "E1").Done();
        await Service.Match();
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E2" }));
    }

    [Test]
    public async Task Silence_sends_it_to_somebody_else()
    {
        await Service.Later(TimeSpan.FromHours(4.1));
        await Service.Match();
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E2" }));
        Assert.That((await Service.Order(tracking)).Offers.OrderBy(offer => offer.Number).Select(offer => offer.State), Is.EqualTo(new[] { OfferState.Lapsed, OfferState.Open }));
    }

    [Test]
    public async Task A_clerk_takes_back_an_offer_and_it_is_no_refusal()
    {
        await Service.Withdraw(tracking, "E1").Done();
        var order = await Service.Order(tracking);
        Assert.That((order.State, order.Refusals), Is.EqualTo((State.Waiting, 0)));
    }

    [Test]
    public async Task From_an_expert_nobody_knows_nothing_is_taken_back()
    {
        var reply = await Service.Withdraw(tracking, "E99");
        Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { "expert" })));
    }

    [Test]
    public async Task Of_a_cancelled_order_nothing_is_taken_back()
    {
        await Service.Cancel(tracking).Done();
        var reply = await Service.Withdraw(tracking, "E1");
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.Conflict, "OrderAlreadyClosed")));
    }

    /// <summary>The sweep for silence looks at the limits by an index; those that were kept must not be in it.</summary>
    [Test]
    public async Task Who_has_answered_has_no_limit_for_it_any_more()
    {
        await Service.Accept(tracking, "E1").Done();
        Assert.That((await Service.Order(tracking)).Seats.Single().AnswerBy, Is.Null);
    }

    [TestCase("accept", "E2", "OfferedToSomeoneElse")]
    [TestCase("decline", "E2", "OfferedToSomeoneElse")]
    [TestCase("hand-back", "E1", "NotTheHolder")]
    [TestCase("hand-back", "E2", "NotTheHolder")]
    [TestCase("check-in", "E1", "TooEarly")]
    public async Task Who_does_not_have_the_seat_is_refused_and_nothing_changes(string act, string expert, string code)
    {
        var reply = await Service.Does(act, tracking, expert);
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.Conflict, code)));
        Assert.That((await Service.Order(tracking)).Version, Is.EqualTo(2));
    }

    [TestCase("accept")]
    [TestCase("decline")]
    public async Task The_same_answer_twice_is_one_answer(string act)
    {
        await Service.Does(act, tracking, "E1").Done();
        await Service.Does(act, tracking, "E1").Done();
        Assert.That(await Service.History(tracking), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task A_seat_handed_back_twice_is_handed_back_once()
    {
        await Service.Accept(tracking, "E1").Done();
        await Service.HandBack(tracking, "E1").Done();
        await Service.HandBack(tracking, "E1").Done();
        Assert.That((await Service.Order(tracking)).Refusals, Is.EqualTo(1));
    }

    [TestCase("accept", false)]
    [TestCase("accept", true)]
    [TestCase("decline", true)]
    public async Task Too_late_is_told_so_whether_it_was_noticed_or_not(string act, bool swept)
    {
        if (swept) await Service.Later(TimeSpan.FromHours(4.1));
        else Service.Clock.Advance(TimeSpan.FromHours(4) + TimeSpan.FromTicks(1));
        var reply = await Service.Does(act, tracking, "E1");
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.Conflict, "OfferLapsed")));
    }

    [Test]
    public async Task A_yes_after_the_order_was_cancelled_is_refused()
    {
        await Service.Cancel(tracking).Done();
        Assert.That((await Service.Accept(tracking, "E1")).Code, Is.EqualTo("OrderAlreadyClosed"));
    }

    [Test]
    public async Task The_limit_counts_field_hours_only()
    {
        Service.Clock.Advance(TimeSpan.FromMinutes((10 * 60) + 50));
        var urgent = await Service.Ordered(order => order with { Urgency = "Urgent" });
        var seat = (await Service.Order(urgent)).Seats.Single();
        Assert.That(seat.AnswerBy, Is.EqualTo(Service.Monday.AddDays(1).AddHours(-2).AddMinutes(-40)), "19:50 and half an hour is 06:20 next day");
    }

    [Test]
    public async Task The_farmer_hears_a_name_only_after_the_yes()
    {
        Assert.That(SeatSeen(await Service.Look(tracking, OrderDesk.Farmer)), Is.Empty);
        await Service.Accept(tracking, "E1").Done();
        Assert.That(SeatSeen(await Service.Look(tracking, OrderDesk.Farmer)), Is.EqualTo("专家E1"));
    }

    [Test]
    public async Task The_expert_sees_the_farmers_phone_from_the_yes_to_the_closing()
    {
        Assert.That(await Phone(), Is.Empty);
        await Service.Accept(tracking, "E1").Done();
        Assert.That(await Phone(), Is.EqualTo("13804780001"));
        await Service.Report(tracking, "E1").Done();
        Assert.That(await Phone(), Is.EqualTo("13804780001"));
        await Service.Confirm(tracking).Done();
        Assert.That(await Phone(), Is.Empty);
    }

    [Test]
    public async Task The_expert_sees_it_however_they_write_their_own_id()
    {
        await Service.Act(tracking, "accept", OrderDesk.Expert("E1").ToUpperInvariant(), new { }).Done();
        Assert.That((await Service.Look(tracking, OrderDesk.Expert("E1").ToUpperInvariant())).Text("farmerPhone"), Is.EqualTo("13804780001"));
    }

    [Test]
    public async Task The_list_of_offers_shows_what_is_asked_and_names_no_farmer()
    {
        var offers = await Service.Send(HttpMethod.Get, "/offers", OrderDesk.Expert("E1"));
        Assert.That(offers.Body.EnumerateArray().Single().GetProperty("tracking").GetString(), Is.EqualTo(tracking));
        Assert.That(offers.Body.ToString(), Does.Not.Contain("李秀英").And.Not.Contain("13804780001"));
    }

    private async Task<string?> Phone() => (await Service.Look(tracking, OrderDesk.Expert("E1"))).Text("farmerPhone");

    private static string? SeatSeen(Reply reply) => reply.Body.GetProperty("seats")[0].GetProperty("expertName").ToString();
}
