using System.Net;
using System.Text;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Http;

/// <summary>Every act of an order's life: the field is named in the caller's language, and nothing is written.</summary>
public sealed class When_input_is_bad : SharedServiceSpec
{
    private const string Farmer = OrderDesk.Farmer;
    private const string Clerk = OrderDesk.Clerk;
    private const string Order = "\"farmerName\":\"李秀英\",\"farmerPhone\":\"13804780001\",\"difficulty\":\"打蔫\"";
    private static readonly string Wang = OrderDesk.Expert("E1");
    private static readonly string Long = new('长', 3000);

    private static readonly (string Act, string By)[] Acts =
    [
        ("cancel", Farmer), ("confirm", Farmer), ("reopen", Farmer), ("triage", Clerk), ("assign", Clerk), ("answer", Clerk), ("give-up", Clerk),
        ("withdraw", Clerk), ("accept", Wang), ("decline", Wang), ("hand-back", Wang), ("check-in", Wang), ("report", Wang),
    ];

    private static readonly string[] Names = [.. Acts.Select(act => act.Act)];

    private string tracking = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        await Service.Settle(Langshan.Expert("E1"));
        tracking = await Service.Offered();
    }

    private static IEnumerable<TestCaseData> Bodies()
    {
        foreach (var act in new[] { "orders", "confirm", "triage", "assign", "report" }) yield return Case(act, null, "body");
        foreach (var act in new[] { "reopen", "decline", "hand-back" }) yield return Case(act, null, "reason");
        foreach (var act in new[] { "answer", "give-up" }) yield return Case(act, null, "words");
        yield return Case("withdraw", null, "expert", "reason");

        yield return Case("orders", "{}", "farmerName", "farmerPhone", "difficulty");
        yield return Case("confirm", "{}", "outcome");
        yield return Case("assign", "{}", "expert", "reason");
        yield return Case("report", "{}", "findings", "advice");
        yield return Case("reopen", "{\"reason\":\"  \"}", "reason");

        yield return Case("orders", $"{{{Order},\"vilage\":\"富强村\"}}", "vilage");
        yield return Case("triage", "{\"seat\":[[\"Seed\"]]}", "seat");
        yield return Case("cancel", "{\"because\":\"好了\"}", "because");
        yield return Case("orders", "{\"farmerName\":\"李\\u0000秀英\",\"farmerPhone\":\"13804780001\",\"difficulty\":\"打\\u001b[2J蔫\"}", "farmerName", "difficulty");
        yield return Case("decline", "{\"reason\":\"\\u0007\"}", "reason");
        yield return Case("cancel", "{\"reason\":\"\\u0007\"}", "reason");

        yield return Case("orders", "{\"farmerName\":7}", "farmerName");
        yield return Case("orders", "{\"photos\":\"one\"}", "photos");
        yield return Case("orders", "{\"seats\":[[7]]}", "seats[0][0]");
        yield return Case("cancel", "{\"reason\":7}", "reason");
        yield return Case("confirm", "{\"visitAgain\":\"maybe\"}", "visitAgain");
        yield return Case("accept", "{\"comesAt\":\"tomorrow\"}", "comesAt");
        yield return Case("check-in", "{\"latitude\":\"north\"}", "latitude");
        yield return Case("assign", "{\"seat\":\"first\"}", "seat");
        yield return Case("triage", "{\"seats\":{}}", "seats");
        yield return Case("report", "{\"deviceTime\":[]}", "deviceTime");
        foreach (var (act, _) in Acts) yield return Case(act, "{", "body");
        foreach (var (act, _) in Acts) yield return Case(act, "[]", "body");
        yield return Case("orders", "not json", "body");
        yield return Case("decline", "{\"reason\":\"\\ud800\"}", "reason");

        foreach (var word in new[] { "Soon", "7", "-0", "+1", "Low,Normal" }) yield return Case("orders", $"{{{Order},\"urgency\":\"{word}\"}}", "urgency");
        foreach (var word in new[] { "Fixed", "Cancelled", "Solved,PartlySolved" }) yield return Case("confirm", $"{{\"outcome\":\"{word}\"}}", "outcome");
        yield return Case("orders", $"{{{Order},\"channel\":\"Pigeon\"}}", "channel");
        yield return Case("orders", $"{{{Order},\"seats\":[[\"Magic\"]]}}", "seats[0]");
        yield return Case("orders", $"{{{Order},\"seats\":[[]]}}", "seats[0]");
        yield return Case("orders", $"{{{Order},\"seats\":[null]}}", "seats[0]");
        yield return Case("orders", $"{{{Order},\"seats\":[[null]]}}", "seats[0]");
        yield return Case("orders", $"{{{Order},\"seats\":[[\"Seed\"],[\"Seed\"],[\"Seed\"],[\"Seed\"],[\"Seed\"],[\"Seed\"],[\"Seed\"]]}}", "seats");
        yield return Case("triage", "{\"seats\":[[\"Seed:9\"]]}", "seats[0]");
        yield return Case("triage", "{\"urgency\":\"Soon\"}", "urgency");
        yield return Case("triage", "{\"town\":\"狼山镇\",\"village\":\"没有村\"}", "village");

        yield return Case("orders", $"{{\"farmerName\":\"{Long}\",\"farmerPhone\":\"13804780001\",\"difficulty\":\"{Long}\"}}", "farmerName", "difficulty");
        foreach (var act in new[] { "cancel", "reopen", "decline", "hand-back" }) yield return Case(act, $"{{\"reason\":\"{Long}\"}}", "reason");
        foreach (var act in new[] { "answer", "give-up" }) yield return Case(act, $"{{\"words\":\"{Long}\"}}", "words");
        yield return Case("confirm", $"{{\"outcome\":\"Solved\",\"words\":\"{Long}\"}}", "words");
        yield return Case("report", $"{{\"findings\":\"{Long}\",\"advice\":\"{Long}\"}}", "findings", "advice");
        yield return Case("withdraw", $"{{\"expert\":\"{Long}\",\"reason\":\"{Long}\"}}", "expert", "reason");

        yield return Case("orders", $"{{{Order},\"latitude\":41}}", "longitude");
        yield return Case("orders", $"{{{Order},\"latitude\":91,\"longitude\":107}}", "latitude");
        yield return Case("orders", $"{{{Order},\"latitude\":1e999,\"longitude\":107}}", "latitude");
        yield return Case("check-in", "{\"latitude\":41,\"longitude\":181}", "longitude");
        yield return Case("orders", $"{{{Order},\"plannedFor\":\"2026-05-01T09:00:00+08:00\",\"askedFor\":\"E1\"}}", "plannedFor");
        yield return Case("orders", $"{{{Order},\"plannedFor\":\"9999-12-31T23:59:00Z\",\"askedFor\":\"E1\"}}", "plannedFor");
        yield return Case("orders", $"{{{Order},\"plannedFor\":\"2026-07-01T09:00:00+08:00\"}}", "askedFor");
        yield return Case("orders", $"{{{Order},\"askedFor\":\"E99\"}}", "askedFor");
        yield return Case("orders", $"{{{Order},\"photos\":[\"abc\",null]}}", "photos");
        yield return Case("accept", "{\"comesAt\":\"2026-05-01T09:00:00+08:00\"}", "comesAt");
    }

    /// <summary>Promise 8. Seen red when one act did not finish its check.</summary>
    [TestCaseSource(nameof(Bodies))]
    public Task The_field_is_named(string act, string? body, string[] fields) =>
        NothingIsWritten(async () =>
        {
            var reply = await Send(act, By(act), body);
            Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.BadRequest, "BadInput")), reply.Body.ToString());
            Assert.That(reply.Fields, Is.EquivalentTo(fields));
        });

    [TestCaseSource(nameof(Names))]
    public Task An_unknown_number_is_not_found(string act) =>
        NothingIsWritten(async () => Assert.That((await Send(act, By(act), Good(act), TrackingNumber.For(OrderId.For("none")).Value)).Status, Is.EqualTo(HttpStatusCode.NotFound)));

    [TestCaseSource(nameof(Names))]
    public Task A_slip_in_the_number_is_named(string act) =>
        NothingIsWritten(async () =>
        {
            var slip = tracking[..^1] + ((tracking[^1] - '0' + 1) % 10);
            var reply = await Send(act, By(act), Good(act), slip);
            Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { "tracking" })));
        });

    [TestCaseSource(nameof(Names))]
    public Task Who_acts_must_be_said(string act) =>
        NothingIsWritten(async () =>
        {
            foreach (var actor in new[] { null, "", "Wang", ":Wang", "Clerk:", "Clerk: ", "Wizard:Wang", "0:Wang", "Farmer,Clerk:Wang", "Engine:matching", "Expert:E1", "Clerk:王\n芳", "Farmer:1380478\u00000001" })
            {
                var reply = await Send(act, actor, Good(act));
                Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { "Dispatch-Actor" })), actor);
            }
        });

    [TestCase("accept")]
    [TestCase("decline")]
    [TestCase("hand-back")]
    [TestCase("check-in")]
    [TestCase("report")]
    public Task An_experts_act_is_an_experts(string act) =>
        NothingIsWritten(async () =>
        {
            foreach (var actor in new[] { Clerk, Farmer })
            {
                var reply = await Send(act, actor, Good(act));
                Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.Forbidden, "NotAllowed")), actor);
                Assert.That(reply.Fields, Is.EqualTo(new[] { "Dispatch-Actor" }), actor);
            }
        });

    [TestCase("zh", "必填。")]
    [TestCase("en", "is required.")]
    [TestCase("en-GB,en;q=0.9,zh;q=0.5", "is required.")]
    [TestCase("mn,zh;q=0.9,en;q=0.1", "必填。")]
    [TestCase("EN", "is required.")]
    [TestCase("En-GB", "is required.")]
    [TestCase("en;q=0", "必填。")]
    [TestCase("zh;q=0,en;q=0.1", "is required.")]
    public async Task It_is_said_in_the_callers_language(string language, string sentence)
    {
        var reply = await Service.Send(HttpMethod.Post, $"/orders/{tracking}/decline", Wang, Json("{}"), language);
        Assert.That(reply.Body.GetProperty("errors").GetProperty("reason")[0].GetString(), Is.EqualTo(sentence));
    }

    [TestCase("confirm", "{\"outcome\":\"Fixed\"}", "Fixed")]
    [TestCase("confirm", "{\"outcome\":\"Cancelled\"}", "Cancelled")]
    [TestCase("report", "{\"findings\":\"虫\",\"advice\":\"药\",\"outcome\":\"Fixed\"}", "Fixed")]
    public async Task Only_what_would_be_taken_is_named_instead(string act, string body, string word)
    {
        var reply = await Service.Send(HttpMethod.Post, $"/orders/{tracking}/{act}", By(act), Json(body), "en");
        Assert.That(reply.Body.GetProperty("errors").GetProperty("outcome")[0].GetString(), Is.EqualTo($"'{word}' is not one of Solved, PartlySolved, NotSolved."));
    }

    private async Task NothingIsWritten(Func<Task> act)
    {
        var before = await Written();
        await act();
        Assert.That(await Written(), Is.EqualTo(before));
    }

    private Task<(int, int, int)> Written() => Service.Db(async db =>
        (await db.Set<Order>().CountAsync(), await db.Set<HistoryRow>().CountAsync(), await db.Set<OutboxRow>().CountAsync()));

    private Task<Reply> Send(string act, string? by, string? body, string? number = null) =>
        Service.Send(HttpMethod.Post, act == "orders" ? "/orders" : $"/orders/{number ?? tracking}/{act}", by, body is null ? null : Json(body));

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static string By(string act) => act == "orders" ? Farmer : Array.Find(Acts, known => known.Act == act).By;

    private static string Good(string act) => act switch
    {
        "assign" => "{\"expert\":\"E1\",\"reason\":\"熟\"}",
        "withdraw" => "{\"expert\":\"E1\",\"reason\":\"忙\"}",
        "confirm" => "{\"outcome\":\"Solved\"}",
        "report" => "{\"findings\":\"虫\",\"advice\":\"药\"}",
        "triage" => "{\"seats\":[[\"Seed\"]]}",
        "answer" or "give-up" => "{\"words\":\"先停水\"}",
        "accept" or "check-in" => "{}",
        _ => "{\"reason\":\"忙\"}",
    };

    private static TestCaseData Case(string act, string? body, params string[] fields) =>
        new TestCaseData(act, body, fields).SetArgDisplayNames(act, body is { Length: > 60 } ? body[..60] : body ?? "nothing", string.Join(' ', fields));
}
