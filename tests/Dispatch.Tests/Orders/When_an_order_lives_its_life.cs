using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Domain.Experts;
using Dispatch.Matching;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Orders;

public sealed class When_an_order_lives_its_life : ServiceSpec
{
    private static readonly ExpertId Wang = ExpertId.For("E1");
    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", km: 30));

    [Test]
    public async Task It_goes_from_the_farmers_words_to_solved()
    {
        var tracking = await Submit();
        await Service.Quiet();
        await Service.Services.GetRequiredService<MatchWaiting>().All(default);
        Assert.That(await State(tracking), Is.EqualTo("Offered"));

        await Act(tracking, "accept", $"Expert:{Wang}", new { });
        await Act(tracking, "check-in", $"Expert:{Wang}", new { });
        await Act(tracking, "report", $"Expert:{Wang}", new { findings = "菌核病", advice = "拔除病株" });
        await Act(tracking, "confirm", "Farmer:13804780001", new { outcome = "Solved" });
        await Service.Quiet();

        Assert.That(await State(tracking), Is.EqualTo("Closed"));
        Assert.That(Service.Faults, Is.Zero);
    }

    private async Task<string> Submit()
    {
        var answer = await Send(HttpMethod.Post, "/orders", "Farmer:13804780001", new { farmerName = "李秀英", farmerPhone = "13804780001", difficulty = "葵花得了菌核病，烂盘", town = "狼山镇", village = "富强村" });
        return answer.GetProperty("tracking").GetString()!;
    }

    private async Task Act(string tracking, string act, string by, object body) => await Send(HttpMethod.Post, $"/orders/{tracking}/{act}", by, body);

    private async Task<string?> State(string tracking) =>
        (await Send(HttpMethod.Get, $"/orders/{tracking}", "Clerk:王芳", null)).GetProperty("state").GetString();

    private async Task<JsonElement> Send(HttpMethod method, string path, string by, object? body)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Dispatch-Actor", Uri.EscapeDataString(by));
        using var answer = await Service.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.Created), text);
        return JsonDocument.Parse(text).RootElement;
    }
}
