using System.Net;
using Dispatch.Domain;
using Dispatch.Domain.Experts;

namespace Dispatch.Tests.Matching;

public sealed class When_a_clerk_assigns : ServiceSpec
{
    [SetUp]
    public Task Settle() => Service.Settle(
            Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", km: 30), Langshan.Expert("E3", skill: Skill.Seed), Langshan.Expert("E4", km: 55));

    [Test]
    public async Task The_expert_is_asked_all_the_same()
    {
        var tracking = await Service.Ordered();
        Assert.That((await Service.Assign(tracking, "E2").Done()).State, Is.EqualTo("Offered"));
        var offer = (await Service.Order(tracking)).Offers.Single();
        Assert.That((offer.Expert, offer.Pinned), Is.EqualTo((ExpertId.For("E2"), true)));
    }

    [Test]
    public async Task The_choice_is_explained_as_the_clerks_with_everybodys_code_and_name()
    {
        var tracking = await Service.Ordered();
        await Service.Assign(tracking, "E2").Done();
        var row = (await Service.Send(HttpMethod.Get, $"/orders/{tracking}/candidates", OrderDesk.Clerk)).Body[0];
        var explained = row.GetProperty("explanation");
        Assert.That((explained.GetProperty("because").GetString(), explained.GetProperty("chosen").GetGuid()), Is.EqualTo(("Pinned", ExpertId.For("E2").Value)));
        Assert.That(explained.GetProperty("top").EnumerateArray().Select(one => row.GetProperty("experts").GetProperty(one.GetProperty("expert").ToString()).GetProperty("code").GetString()), Is.EqualTo(new[] { "E1", "E2" }));
        Assert.That(explained.GetProperty("needs")[0].GetString(), Does.StartWith("PlantProtection"));
    }

    [Test]
    public async Task Who_had_it_taken_back_is_asked_again_by_a_clerk_only()
    {
        var tracking = await Service.Offered();
        await Service.Withdraw(tracking, "E1").Done();
        await Service.Match();
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E2" }));
        await Service.Decline(tracking, "E2").Done();
        await Service.Assign(tracking, "E1").Done();
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task One_who_is_only_too_dear_for_now_can_be_pinned() =>
        Assert.That((await Service.Assign(await Service.Ordered(), "E4").Done()).State, Is.EqualTo("Offered"));

    [TestCase("E3", "LacksSkill")]
    [TestCase("E1", "Full")]
    public async Task The_rules_hold_for_clerks_too(string expert, string rule)
    {
        await Service.Offered();
        await Refused(await Service.Ordered(), expert, "ExpertExcluded", rule);
    }

    [Test]
    public async Task Who_is_on_leave_is_not_pinned()
    {
        await Service.Leave("E2", TimeSpan.FromDays(3));
        await Refused(await Service.Ordered(), "E2", "ExpertExcluded", "OnLeave");
    }

    [Test]
    public async Task Who_has_refused_is_not_asked_again()
    {
        var tracking = await Service.Offered();
        await Service.Decline(tracking, "E1").Done();
        await Refused(tracking, "E1", "ExpertExcluded", "HasRefused");
    }

    [Test]
    public async Task Who_has_another_seat_of_the_order_gets_no_second()
    {
        var tracking = await Service.Ordered(order => order with { Seats = [["PlantProtection"], ["PlantProtection"]] });
        await Service.Assign(tracking, "E2", seat: 1).Done();
        await Refused(tracking, "E2", "ExpertExcluded", "AlreadyOnOrder");
    }

    [Test]
    public async Task A_seat_that_is_not_there_is_refused() =>
        Assert.That((await Service.Assign(await Service.Ordered(), "E1", seat: 7)).Code, Is.EqualTo("NoSuchSeat"));

    [Test]
    public async Task An_expert_nobody_knows_is_bad_input()
    {
        var reply = await Service.Assign(await Service.Ordered(), "E99");
        Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { "expert" })));
    }

    [Test]
    public async Task What_needs_a_clerk_is_settled_by_it()
    {
        var tracking = await Service.Offered();
        await Service.Decline(tracking, "E1").Done();
        await Service.Match();
        await Service.Decline(tracking, "E2").Done();
        await Service.Match();
        await Service.Change("E3", expert => expert.Skills = Langshan.Expert("E1").Skills);
        await Service.Assign(tracking, "E3").Done();
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E3" }));
    }

    [Test]
    public async Task Of_two_clerks_at_once_one_wins_and_the_other_is_told()
    {
        for (var n = 0; n < 5; n++)
        {
            var tracking = await Service.Ordered();
            var replies = await Task.WhenAll(Service.Assign(tracking, "E2"), Service.Assign(tracking, "E4"));
            Assert.That(replies.Select(reply => reply.Status), Is.EquivalentTo(new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }));
            Assert.That((await Service.Order(tracking)).Offers, Has.Count.EqualTo(1));
            await Service.Cancel(tracking).Done();
        }
    }

    [Test]
    public async Task The_candidates_are_shown_with_what_excludes_the_others()
    {
        var tracking = await Service.Ordered();
        var now = (await Service.Send(HttpMethod.Get, $"/orders/{tracking}/candidates", OrderDesk.Clerk)).Body[0].GetProperty("explanation");
        Assert.That(now.GetProperty("top").EnumerateArray().Select(one => one.GetProperty("expert").GetGuid()), Is.EqualTo(new[] { ExpertId.For("E1").Value, ExpertId.For("E2").Value }));
        Assert.That(now.GetProperty("others")[0].GetProperty("excluded").GetString(), Is.EqualTo("BeyondReach"));

        await Service.Match();
        var then = (await Service.Send(HttpMethod.Get, $"/orders/{tracking}/candidates", OrderDesk.Clerk)).Body;
        Assert.That((then.GetArrayLength(), then[0].GetProperty("offer").GetInt32()), Is.EqualTo((1, 1)));
    }

    private async Task Refused(string tracking, string expert, string code, string rule)
    {
        var before = await Service.History(tracking);
        var reply = await Service.Assign(tracking, expert);
        Assert.That((reply.Status, reply.Code, reply.Text("detail")), Is.EqualTo((HttpStatusCode.Conflict, code, Dispatch.Http.Texts.In("zh", $"Exclusion.{rule}"))));
        Assert.That(await Service.History(tracking), Has.Count.EqualTo(before.Count));
    }
}
