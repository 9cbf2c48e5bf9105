using System.Net;
using System.Text.Json;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Tests.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Experts;

/// <summary>What was written without a network comes late, more than once, and perhaps when the order has gone on.</summary>
public sealed class When_a_phone_sends_what_it_kept : ExpertSpec
{
    private const string Done = """{"done":true}""";
    private static readonly DateTimeOffset Arrived = Service.Monday.AddHours(-3);
    private string tracking = null!;
    private string offer = null!;

    private protected override Expert[] All { get; } = [Langshan.Expert("E1")];

    [SetUp]
    public async Task Take()
    {
        tracking = await Service.Taken("E1");
        await Liu.Open($"/expert/{tracking}");
        offer = Liu.Page.QuerySelector("input[name='offer']")!.GetAttribute("value")!;
    }

    [Test]
    public async Task The_phones_time_and_ours_are_both_kept()
    {
        Assert.That((await CheckIn(), await Report()), Is.EqualTo(((HttpStatusCode.OK, Done), (HttpStatusCode.OK, Done))));

        var visit = (await Visits()).Single();
        Assert.That((visit.ArrivedAt, visit.ArrivedAtByDevice), Is.EqualTo((Service.Monday, Arrived)));
        Assert.That((visit.ReportedAt, visit.ReportedAtByDevice), Is.EqualTo((Service.Monday, Arrived.AddHours(1))));
    }

    /// <summary>Seen red when words were not compared: the second time was refused.</summary>
    [Test]
    public async Task Sent_twice_it_is_one_visit_and_both_times_it_is_done()
    {
        for (var n = 0; n < 2; n++) Assert.That((await CheckIn(), await Report()), Is.EqualTo(((HttpStatusCode.OK, Done), (HttpStatusCode.OK, Done))));

        Assert.That(await Visits(), Has.Count.EqualTo(1));
        Assert.That((await Service.History(tracking)).Count(row => row.Fact is nameof(CheckedIn) or nameof(Reported)), Is.EqualTo(2));
    }

    /// <summary>The answer was lost, the farmer says "not solved", and the same expert goes there again. Seen red without the offer in the form.</summary>
    [Test]
    public async Task Sent_again_late_it_is_not_taken_for_the_next_visit()
    {
        await CheckIn();
        await Report();
        Service.Clock.Advance(Moment);
        await Service.Confirm(tracking, "NotSolved").Done();
        Service.Clock.Advance(Moment);
        await Service.Match();
        await Service.Accept(tracking, "E1").Done();
        Service.Clock.Advance(Moment);

        Assert.That((await CheckIn(), await Report()), Is.EqualTo(((HttpStatusCode.OK, Done), (HttpStatusCode.OK, Done))));
        Assert.That(((await Visits()).Count, await Service.StateOf(tracking)), Is.EqualTo((1, State.Accepted)));
    }

    [Test]
    public async Task A_check_in_that_comes_after_its_report_does_no_harm()
    {
        await Report();

        Assert.That(await CheckIn(), Is.EqualTo((HttpStatusCode.OK, Done)));
        Assert.That((await Visits()).Single().Findings, Is.EqualTo("菌核病"));
    }

    [Test]
    public async Task Other_words_about_the_same_visit_are_refused_and_the_first_stay()
    {
        await Report();
        var (status, said) = await Report("锈病");

        Assert.That((status, Why(said)), Is.EqualTo((HttpStatusCode.Conflict, "这次上门已经有一份报告，内容不同；原来那份没有改动，您现在写的没有保存。")));
        Assert.That((await Visits()).Single().Findings, Is.EqualTo("菌核病"));
    }

    [TestCase("withdraw")]
    [TestCase("cancel")]
    public async Task What_is_over_meanwhile_is_refused_with_the_reason(string act)
    {
        await (act == "cancel" ? Service.Cancel(tracking) : Service.Withdraw(tracking, "E1")).Done();
        var (status, said) = await Report();

        Assert.That(status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(Why(said), Is.Not.Empty);
        Assert.That(await Visits(), Is.Empty);
    }

    [Test]
    public async Task What_is_wrong_is_said_by_its_field()
    {
        var (status, said) = await Report(" ");
        Assert.That((status, Why(said)), Is.EqualTo((HttpStatusCode.BadRequest, "现场情况：必填。")));
    }

    [Test]
    public async Task An_order_of_nobody_is_refused_in_words_as_well()
    {
        var (status, said) = await Send($"/expert/{TrackingNumber.For(OrderId.For("none"))}?handler=CheckIn");
        Assert.That((status, Why(said)), Is.EqualTo((HttpStatusCode.Conflict, "这一单现在不归您了，已经撤回、转派或结束。")));
    }

    /// <summary>As from another site's form, or from a page that was kept for days.</summary>
    [Test]
    public async Task Without_a_fresh_proof_nothing_is_done()
    {
        var (status, said) = await Liu.Ask(HttpMethod.Post, $"/expert/{tracking}?handler=CheckIn", ("offer", offer), ("csrf", "old"));
        Assert.That((status, said.StartsWith('{'), await Service.StateOf(tracking)), Is.EqualTo((HttpStatusCode.BadRequest, false, State.Accepted)));
    }

    [Test]
    public async Task Who_was_signed_out_meanwhile_signs_in_again_and_it_is_sent()
    {
        Service.Clock.Advance(TimeSpan.FromHours(11));
        Assert.That((await Liu.Ask(HttpMethod.Get, "/expert/token")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        await Liu.SignIn("liu", Password);

        Assert.That(await Report(), Is.EqualTo((HttpStatusCode.OK, Done)));
    }

    private Task<(HttpStatusCode Status, string Said)> CheckIn() => Send($"/expert/{tracking}?handler=CheckIn", ("deviceTime", $"{Arrived:O}"));

    private Task<(HttpStatusCode Status, string Said)> Report(string findings = "菌核病") =>
        Send($"/expert/{tracking}?handler=Report", ("findings", findings), ("advice", "拔除病株"), ("outcome", "Solved"), ("deviceTime", $"{Arrived.AddHours(1):O}"));

    private async Task<(HttpStatusCode Status, string Said)> Send(string to, params (string, string)[] fields)
    {
        var form = JsonElement.Parse((await Liu.Ask(HttpMethod.Get, "/expert/token")).Said).GetProperty("form").GetString()!;
        return await Liu.Ask(HttpMethod.Post, to, [.. fields, ("offer", offer), ("csrf", form)]);
    }

    private static string? Why(string said) => JsonElement.Parse(said).GetProperty("why").GetString();

    private Task<List<Visit>> Visits() => Service.Db(db => db.Set<Visit>().AsNoTracking().OrderBy(visit => visit.Version).ToListAsync());
}
