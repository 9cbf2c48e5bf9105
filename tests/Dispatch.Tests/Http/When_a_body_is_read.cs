using System.Net;
using System.Text;

namespace Dispatch.Tests.Http;

/// <summary>Decision 11: what comes in says exactly what it means, or is refused with the field named. Each seen red.</summary>
public sealed class When_a_body_is_read : SharedServiceSpec
{
    private const string Order = "\"farmerName\":\"李秀英\",\"farmerPhone\":\"13804780001\",\"difficulty\":\"打蔫\"";
    private string tracking = null!;

    [OneTimeSetUp]
    public async Task Settle()
    {
        await Service.Settle(Langshan.Expert("E1"));
        tracking = await Service.Offered();
    }

    [TestCase("PUT /experts/E1/capacity", "{\"capacity\":\"7\"}", "capacity")]
    [TestCase("POST /orders", $"{{{Order},\"latitude\":\"40.9\",\"longitude\":107}}", "latitude")]
    [TestCase("POST /orders", $"{{{Order},\"latitude\":40.9,\"longitude\":\"NaN\"}}", "longitude")]
    [TestCase("POST /orders/{tracking}/assign", "{\"expert\":\"E1\",\"reason\":\"熟\",\"seat\":\"1\"}", "seat")]
    public Task A_text_is_no_number(string call, string body, string field) => IsNamed(call, body, field);

    [TestCase("POST /orders", $"{{{Order},\"farmerName\":\"王建国\"}}", "farmerName")]
    [TestCase("POST /orders", $"{{{Order},\"FARMERNAME\":\"王建国\"}}", "FARMERNAME")]
    [TestCase("POST /orders", $"{{{Order},\"town\":null,\"town\":\"狼山镇\"}}", "town")]
    [TestCase("PUT /experts/E1/capacity", "{\"capacity\":7,\"capacity\":8}", "capacity")]
    [TestCase("POST /orders/{tracking}/decline", "{\"reason\":\"忙\",\"Reason\":\"远\"}", "Reason")]
    public Task A_field_stands_there_once(string call, string body, string field) => IsNamed(call, body, field);

    [TestCase("\"latitude\":41", "longitude")]
    [TestCase("\"longitude\":107", "latitude")]
    [TestCase("\"latitude\":41,\"longitude\":181", "longitude")]
    [TestCase("\"latitude\":41,\"longitude\":-1e999", "longitude")]
    [TestCase("\"latitude\":-91,\"longitude\":107", "latitude")]
    public async Task The_half_of_a_place_that_is_wrong_is_named(string place, string field)
    {
        await IsNamed("POST /orders", $"{{{Order},{place}}}", field);
        await IsNamed("POST /orders/{tracking}/triage", $"{{{place}}}", field);
        await IsNamed("POST /orders/{tracking}/check-in", $"{{{place}}}", field);
    }

    [Test]
    public async Task Both_halves_are_named_when_both_are_wrong() =>
        Assert.That((await Send("POST /orders", $"{{{Order},\"latitude\":91,\"longitude\":181}}")).Fields, Is.EqualTo(new[] { "latitude", "longitude" }));

    [Test]
    public async Task What_shows_nothing_is_missing([Values("200b", "feff", "2060", "00ad", "200e", "3164", "2800", "180e", "fe0f", "200b \\u2060")] string letters)
    {
        var nothing = $"\\u{letters}";
        await IsNamed("POST /orders", $"{{\"farmerName\":\"{nothing}\",\"farmerPhone\":\"13804780001\",\"difficulty\":\"打蔫\"}}", "farmerName");
        await IsNamed("POST /orders/{tracking}/decline", $"{{\"reason\":\"{nothing}\"}}", "reason");
        var actor = $"Clerk:{System.Text.RegularExpressions.Regex.Unescape(nothing)}";
        Assert.That((await Service.Send(HttpMethod.Get, "/towns", actor)).Fields, Is.EqualTo(new[] { "Dispatch-Actor" }));
    }

    [Test]
    public async Task What_may_be_missing_may_show_nothing() =>
        Assert.That((await Send("POST /orders", $"{{{Order},\"town\":\"\\u200b\",\"crop\":\"\\ufeff\",\"language\":\"\\u2060\",\"urgency\":\"\\u200b\",\"askedFor\":\"\\u200b\"}}")).Status, Is.EqualTo(HttpStatusCode.Created));

    private async Task IsNamed(string call, string body, string field)
    {
        var reply = await Send(call, body);
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.BadRequest, "BadInput")), reply.Body.ToString());
        Assert.That(reply.Fields, Is.EqualTo(new[] { field }));
    }

    private Task<Reply> Send(string call, string body)
    {
        var (method, path) = (call.Split(' ')[0], call.Split(' ')[1].Replace("{tracking}", tracking));
        var byExpert = path.EndsWith("decline", StringComparison.Ordinal) || path.EndsWith("check-in", StringComparison.Ordinal);
        return Service.Send(new HttpMethod(method), path, byExpert ? OrderDesk.Expert("E1") : OrderDesk.Clerk, new StringContent(body, Encoding.UTF8, "application/json"));
    }
}
