using System.Net;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Visiting;

public sealed class When_an_expert_visits : ServiceSpec
{
    private string tracking = null!;

    [SetUp]
    public async Task Take()
    {
        await Service.Settle(Langshan.Expert("E1"));
        tracking = await Service.Taken("E1");
    }

    [Test]
    public async Task The_phones_time_and_ours_are_both_kept()
    {
        var (arrived, reported) = (Service.Monday.AddHours(-3), Service.Monday.AddHours(-2));
        await Service.CheckIn(tracking, "E1", arrived).Done();
        await Service.Report(tracking, "E1", reported).Done();
        var visit = (await Visits()).Single();
        Assert.That((visit.ArrivedAt, visit.ArrivedAtByDevice), Is.EqualTo((Service.Monday, arrived)));
        Assert.That((visit.ReportedAt, visit.ReportedAtByDevice), Is.EqualTo((Service.Monday, reported)));
    }

    [TestCase(OrderDesk.Farmer)]
    [TestCase(OrderDesk.Clerk)]
    public async Task What_was_found_and_advised_can_be_read(string by)
    {
        await Service.Report(tracking, "E1").Done();
        await Service.Quiet();
        var visit = (await Service.Look(tracking, by)).Body.GetProperty("visits")[0];
        Assert.That((visit.GetProperty("expertCode").GetString(), visit.GetProperty("findings").GetString(), visit.GetProperty("advice").GetString()), Is.EqualTo(("E1", "菌核病", "拔除病株")));
        Assert.That(await Service.Db(db => db.Set<Dispatch.Notifying.Notice>().Where(notice => notice.Template == "ConfirmAsked").Select(notice => notice.Text).SingleAsync()), Does.StartWith("专家建议：拔除病株。"));
    }

    [Test]
    public async Task The_history_names_the_clerk_to_clerks_and_who_said_no_to_nobody_else()
    {
        await Service.HandBack(tracking, "E1").Done();
        await Service.Cancel(tracking, OrderDesk.Clerk).Done();
        var (clerk, farmer) = (Steps(await Service.Look(tracking)), Steps(await Service.Look(tracking, OrderDesk.Farmer)));
        Assert.That(clerk[^1], Is.EqualTo("Cancelled by 王芳 about "));
        Assert.That(clerk[^2], Is.EqualTo("HandedBack by  about E1"));
        Assert.That(farmer[^1], Is.EqualTo("Cancelled by  about "));
        Assert.That(farmer[^2], Is.EqualTo("HandedBack by  about "));
    }

    [Test]
    public async Task A_report_without_a_check_in_is_a_visit_too()
    {
        Assert.That((await Service.Report(tracking, "E1").Done()).State, Is.EqualTo("Reported"));
        Assert.That((await Visits()).Single(), Has.Property(nameof(Visit.ArrivedAt)).Null.And.Property(nameof(Visit.Findings)).EqualTo("菌核病"));
    }

    [TestCase("check-in")]
    [TestCase("report")]
    public async Task Said_twice_it_is_one_visit(string act)
    {
        for (var n = 0; n < 2; n++) await Service.Does(act, tracking, "E1").Done();
        Assert.That(await Visits(), Has.Count.EqualTo(1));
    }

    [TestCase("check-in")]
    [TestCase("report")]
    public async Task Who_does_not_hold_the_seat_is_refused(string act)
    {
        var reply = await Service.Does(act, tracking, "E2");
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.Conflict, "NotTheHolder")));
        Assert.That(await Visits(), Is.Empty);
    }

    [Test]
    public async Task A_second_visit_is_not_written_into_one_that_was_cut_short()
    {
        await Service.CheckIn(tracking, "E1").Done();
        await Service.Cancel(tracking).Done();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        await Service.Reopen(tracking).Done();
        await Service.Match();
        await Service.Accept(tracking, "E1").Done();
        await Service.Report(tracking, "E1").Done();
        Assert.That((await Visits()).Select(visit => (visit.ArrivedAt is null, visit.ReportedAt is null)), Is.EqualTo(new[] { (false, true), (true, false) }));
    }

    [TestCase("Solved")]
    [TestCase("PartlySolved")]
    public async Task The_farmers_word_closes_it(string outcome)
    {
        await Service.Report(tracking, "E1").Done();
        var reply = await Service.Confirm(tracking, outcome).Done();
        Assert.That((reply.State, reply.Text("outcome")), Is.EqualTo(("Closed", outcome)));
    }

    [Test]
    public async Task Not_solved_sends_the_same_order_again()
    {
        await Service.Report(tracking, "E1").Done();
        Assert.That((await Service.Confirm(tracking, "NotSolved").Done()).State, Is.EqualTo("Waiting"));
        await Service.Match();
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Offered));
    }

    [Test]
    public async Task Not_solved_and_no_further_visit_wanted_closes_it()
    {
        await Service.Report(tracking, "E1").Done();
        var reply = await Service.Act(tracking, "confirm", OrderDesk.Farmer, new { outcome = "NotSolved", visitAgain = false }).Done();
        Assert.That((reply.State, reply.Text("outcome")), Is.EqualTo(("Closed", "NotSolved")));
    }

    [Test]
    public async Task The_expert_does_not_confirm_their_own_work()
    {
        await Service.Report(tracking, "E1").Done();
        Assert.That((await Service.Confirm(tracking, by: OrderDesk.Expert("E1"))).Code, Is.EqualTo("NotAllowed"));
    }

    [Test]
    public async Task Nobody_confirms_before_the_report() =>
        Assert.That((await Service.Confirm(tracking)).Code, Is.EqualTo("TooEarly"));

    [Test]
    public async Task Seven_days_of_silence_close_it_as_unconfirmed_and_a_late_word_still_counts()
    {
        await Service.Report(tracking, "E1").Done();
        await Service.Later(TimeSpan.FromDays(7));
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Reported));
        await Service.Later(TimeSpan.FromTicks(1));
        Assert.That((await Service.Order(tracking)).Outcome, Is.EqualTo(Outcome.Unconfirmed));
        Assert.That((await Service.Confirm(tracking).Done()).Text("outcome"), Is.EqualTo("Solved"));
    }

    [TestCase(false, 3.01)]
    [TestCase(true, 1.01)]
    public async Task Who_does_not_come_or_does_not_report_is_brought_to_a_clerk(bool arrived, double days)
    {
        if (arrived) await Service.CheckIn(tracking, "E1").Done();
        await Service.Later(TimeSpan.FromDays(days));
        Assert.That((await Service.Order(tracking)).Reason, Is.EqualTo(ClerkReason.Overdue));
        await Service.Report(tracking, "E1").Done();
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Reported));
    }

    [Test]
    public async Task What_waits_too_long_is_brought_to_a_clerk()
    {
        await Service.Leave("E1", TimeSpan.FromDays(30));
        var waiting = await Service.Offered();
        await Service.Later(TimeSpan.FromDays(3));
        Assert.That((await Service.Order(waiting)).Reason, Is.EqualTo(ClerkReason.Overdue));
    }

    [Test]
    public async Task A_closed_order_is_opened_again_within_thirty_days_with_its_history()
    {
        await Service.Report(tracking, "E1").Done();
        await Service.Confirm(tracking).Done();
        Service.Clock.Advance(TimeSpan.FromDays(30));
        Assert.That((await Service.Reopen(tracking).Done()).State, Is.EqualTo("Waiting"));
        Assert.That((await Service.History(tracking)).Select(row => row.Fact), Does.Contain("Confirmed").And.Contain("Reopened"));
    }

    [Test]
    public async Task After_thirty_days_it_is_not()
    {
        await Service.Report(tracking, "E1").Done();
        await Service.Confirm(tracking).Done();
        Service.Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromTicks(1));
        Assert.That((await Service.Reopen(tracking)).Code, Is.EqualTo("ReopenPeriodOver"));
    }

    [Test]
    public async Task Only_an_outcome_of_a_visit_is_an_experts_view()
    {
        var reply = await Service.Act(tracking, "report", OrderDesk.Expert("E1"), new { findings = "虫", advice = "药", outcome = "Cancelled" });
        Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { "outcome" })));
    }

    private static List<string> Steps(Reply order) =>
        [.. order.Body.GetProperty("history").EnumerateArray().Select(step => $"{step.GetProperty("fact")} by {step.GetProperty("who")} about {step.GetProperty("expertCode")}")];

    private Task<List<Visit>> Visits() => Service.Db(db => db.Set<Visit>().AsNoTracking().OrderBy(visit => visit.Version).ToListAsync());
}
