using System.Net;
using Dispatch.Accounts;
using Dispatch.Domain.Orders;
using Dispatch.Tests.Pages;
using Dispatch.Tests.Photos;

namespace Dispatch.Tests.Clerk;

public sealed class When_a_clerk_acts_on_an_order : BoardSpec
{
    [Test]
    public async Task Saying_the_skill_sends_it_to_matching()
    {
        var tracking = await Unclear();
        await Wang.Open($"/board/{tracking}");
        await Wang.Say("Triage", ("seats", "PlantProtection:1"), ("urgency", "Urgent"), ("village", ""));
        await Service.Quiet();

        var order = await Known(tracking);
        Assert.That((order.State, order.Urgency, order.Offers.Count), Is.EqualTo((State.Offered, Urgency.Urgent, 1)));
        Assert.That(order.VillageCode, Is.EqualTo(Langshan.Village.Code), "left empty, it stays");
    }

    [Test]
    public async Task A_team_is_asked_for_seat_by_seat_and_an_expert_is_assigned_to_one_of_them()
    {
        await Service.Save(Langshan.Expert("E3", skill: Domain.Skill.SoilAndFertiliser));
        var tracking = await Unclear();
        await Wang.Open($"/board/{tracking}");
        await Wang.Say("Triage", ("seats", "PlantProtection:1"), ("seats", "SoilAndFertiliser:2"));
        await Wang.Say("Assign", ("expert", "E3"), ("seat", $"{(await Known(tracking)).Seats.Max(seat => seat.Number)}"), ("reason", "土肥站的"));

        Assert.That((await Known(tracking)).Seats.OrderBy(seat => seat.Number).Select(seat => $"{seat.Needs[0]} {seat.State}"), Is.EqualTo(new[] { "PlantProtection:1 Open", "SoilAndFertiliser:2 Offered" }));
    }

    /// <summary>Seen red: the first seat was gone, and the second alone was asked for.</summary>
    [Test]
    public async Task A_team_whose_first_seat_is_left_as_it_is_is_refused_and_nothing_is_done()
    {
        var tracking = await Unclear();
        await Wang.Open($"/board/{tracking}");
        await Wang.Say("Triage", ("seats", ""), ("seats", "SoilAndFertiliser:2"));

        Assert.That(Wang.ErrorOf("triageOrder-seats"), Does.Contain("第一个席位也要选专长"));
        Assert.That((await Known(tracking)).State, Is.EqualTo(State.NeedsClerk));
    }

    [Test]
    public async Task An_expert_is_assigned_from_the_list_of_candidates_and_the_reason_is_kept()
    {
        var tracking = await Service.Ordered();
        await Wang.Open($"/board/{tracking}");
        Assert.That(Wang.Text, Does.Contain("1. 专家E1 E1").And.Contain("2. 专家E2 E2"));
        await Wang.Say("Assign", ("expert", "E2"), ("reason", "上次就是他看的"));

        Assert.That((await Known(tracking)).Offers.Single().Expert, Is.EqualTo(Domain.Experts.ExpertId.For("E2")));
        Assert.That(Wang.Text, Does.Contain("上次就是他看的").And.Contain("专员指派").And.Contain("王芳 (wang)"));
    }

    [Test]
    public async Task Who_is_shut_out_by_a_rule_is_named_beside_the_field_and_nothing_is_done()
    {
        await Service.Save(Langshan.Expert("E3", skill: Domain.Skill.Veterinary));
        var tracking = await Service.Ordered();
        await Wang.Open($"/board/{tracking}");
        await Wang.Say("Assign", ("expert", "E3"), ("reason", "他近"));

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(Wang.ErrorOf("assignExpert-expert"), Does.Contain("专长或等级不符"));
        Assert.That(Wang.ValueOf("assignExpert-reason"), Is.EqualTo("他近"), "what was typed is still there");
        Assert.That(Wang.Page.QuerySelector("form[action$='handler=Assign']")!.Closest("details")!.HasAttribute("open"), Is.True);
        Assert.That((await Known(tracking)).Offers, Is.Empty);
    }

    [Test]
    public async Task A_form_without_its_words_says_so_at_its_own_field_alone()
    {
        var tracking = await Unclear();
        await Wang.Open($"/board/{tracking}");
        await Wang.Say("Answer", ("words", " "));

        Assert.That(Wang.ErrorOf("answerOrder-words"), Does.Contain("必填"));
        Assert.That(Wang.ErrorOf("giveUpOrder-words"), Is.Null);
        Assert.That((await Known(tracking)).State, Is.EqualTo(State.NeedsClerk));
    }

    [TestCase("Answer", "浇一水就好", Outcome.Answered)]
    [TestCase("GiveUp", "没有人会治", Outcome.NotSolved)]
    public async Task It_is_closed_without_a_visit(string act, string words, Outcome outcome)
    {
        var tracking = await Unclear();
        await Wang.Open($"/board/{tracking}");
        await Wang.Say(act, ("words", words));

        Assert.That(Wang.Text, Does.Contain(words));
        Assert.That((await Known(tracking)).Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public async Task A_farmer_who_is_called_back_is_noted_as_not_reached_and_then_says_how_it_went()
    {
        var tracking = await Service.Taken("E1");
        await Service.Act(tracking, "report", OrderDesk.Expert("E1"), new { findings = "菌核病", advice = "拔除病株", outcome = "Solved" }).Done();
        await Wang.Open($"/board/{tracking}");
        await Wang.Say("CallBack");
        await Wang.Say("Confirm", ("outcome", "Solved"), ("words", "好了"));

        Assert.That((await Known(tracking)).Outcome, Is.EqualTo(Outcome.Solved));
        Assert.That(Wang.Text, Does.Contain("菌核病").And.Contain("好了"));
        await Wang.Say("Reopen", ("reason", "又黄了"));
        Assert.That((await Known(tracking)).State, Is.EqualTo(State.Waiting));
    }

    [Test]
    public async Task A_seat_is_taken_back_from_who_can_not_be_reached()
    {
        var tracking = await Service.Taken("E1");
        await Wang.Open($"/board/{tracking}");
        await Wang.Say("Withdraw", ("expert", "E1"), ("reason", "电话关机"));

        Assert.That((await Known(tracking)).Offers[0].State, Is.EqualTo(OfferState.TakenBack));
    }

    [Test]
    public async Task It_is_cancelled_for_the_farmer()
    {
        var tracking = await Service.Ordered();
        await Wang.Open($"/board/{tracking}");
        await Wang.Say("Cancel", ("reason", "雨后好了"));

        Assert.That((await Known(tracking)).Outcome, Is.EqualTo(Outcome.Cancelled));
    }

    /// <summary>Seen red when only the page asked whose it is, and when only the button did.</summary>
    [Test]
    public async Task Another_stations_order_can_be_neither_seen_nor_changed()
    {
        var (own, other) = (await Unclear(), await Elsewhere());
        await Wang.Open($"/board/{other}");
        Assert.That((Wang.Status, Wang.Title), Is.EqualTo((HttpStatusCode.Forbidden, "这不归您管")));
        Assert.That(Wang.Text, Does.Not.Contain("李秀英"));

        await Wang.Open($"/board/{own}");
        foreach (var form in Wang.Page.QuerySelectorAll("form[action]")) form.SetAttribute("action", form.GetAttribute("action")!.Replace(own, other, StringComparison.Ordinal));
        await Wang.Say("Cancel", ("reason", "改地址"), ("version", $"{(await Known(other)).Version}"));
        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await Known(other)).State, Is.Not.EqualTo(State.Closed));
    }

    /// <summary>Seen red without a look at whose order it is.</summary>
    [Test]
    public async Task What_the_farmer_photographed_is_seen_at_the_orders_station_and_at_no_other()
    {
        var farmer = new Visitor(Service);
        await farmer.Open("/report");
        await farmer.Send([TestPhotos.Jpeg()], ("difficulty", "不知道怎么了"), ("urgency", "Normal"));
        await farmer.Send(("town", Langshan.Town.Code));
        await farmer.Send(("village", Langshan.Village.Code));
        await farmer.Send(("farmerName", "李秀英"), ("farmerPhone", "13804780001"));
        await farmer.Send();
        await Service.Quiet();
        await Wang.Open("/board");
        await Wang.Open(Wang.Page.QuerySelector("#NeedsClerk tbody a")!.GetAttribute("href")!);
        var photo = Wang.Page.QuerySelector("a[href*='/photos/']")!.GetAttribute("href")!;
        var other = await SignedIn(new Newcomer("other", "李强", Domain.Role.Clerk, Station: "S002"));
        await Wang.Open(photo);
        await other.Open(photo);

        Assert.That((Wang.Status, other.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NotFound)));
    }

    /// <summary>Seen red: the history named the farmer who did it, by the phone.</summary>
    [Test]
    public async Task The_office_reads_it_and_finds_no_button_and_no_number_to_call()
    {
        var tracking = await Unclear();
        var office = await Office();
        await office.Open($"/board/{tracking}");

        Assert.That(office.Page.QuerySelectorAll(".acts form"), Is.Empty);
        Assert.That(office.Text, Does.Contain("不知道怎么了").And.Not.Contain("13804780001"));
    }

    /// <summary>Seen red: with nothing chosen the browser would have sent the first of the list, "not urgent".</summary>
    [Test]
    public async Task A_slip_in_one_form_changes_nothing_in_another()
    {
        var tracking = await Service.Ordered(order => order with { Difficulty = "不知道怎么了", Seats = null, Urgency = "Urgent" });
        await Wang.Open($"/board/{tracking}");
        await Wang.Say("Assign", ("expert", "E9"), ("reason", "他近"));

        Assert.That(Wang.ValueOf("triageOrder-urgency"), Is.EqualTo("Urgent"));
        Assert.That(Wang.ValueOf("cancelOrder-reason"), Is.Null.Or.Empty);
    }

    /// <summary>Seen red: the clerk was told it was not the clerk's to see.</summary>
    [Test]
    public async Task What_triage_makes_another_stations_leaves_the_board()
    {
        var tracking = await Unclear();
        await Wang.Open($"/board/{tracking}");
        await Wang.Say("Triage", ("seats", "PlantProtection:1"), ("urgency", "Normal"), ("village", "新华镇团结村"));

        Assert.That((Wang.Status, Wang.Address.AbsolutePath), Is.EqualTo((HttpStatusCode.OK, "/board")));
        Assert.That((await Known(tracking)).Station, Is.EqualTo(OtherStation.Id));
    }

    /// <summary>Seen red: a page without anything in it was to be drawn.</summary>
    [TestCase("OPTIONS", "")]
    [TestCase("POST", "?handler=Nothing")]
    public async Task A_button_that_there_is_not_is_not_found(string method, string query)
    {
        var tracking = await Unclear();
        await Wang.Open($"/board/{tracking}");
        await Wang.Try(new HttpMethod(method), $"/board/{tracking}{query}");

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/board/12345678901")]
    [TestCase("/board/nonsense")]
    public async Task An_order_that_there_is_not_is_no_page(string path)
    {
        await Wang.Open(path);

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
