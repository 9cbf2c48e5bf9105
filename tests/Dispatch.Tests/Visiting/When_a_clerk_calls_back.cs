using System.Net;
using System.Text.Json;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Visiting;

public sealed class When_a_clerk_calls_back
{
    private Service service = null!;
    private string tracking = "";

    [SetUp]
    public async Task Report()
    {
        service = await Service.StartAsync();
        await service.Settle(Langshan.Expert("E1"));
        tracking = await service.Offered();
        await service.Accept(tracking, "E1").Done();
        await service.CheckIn(tracking, "E1").Done();
        await service.Report(tracking, "E1").Done();
    }

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task And_reaches_nobody_the_call_is_in_the_history_and_on_the_list()
    {
        Assert.That((await Send(HttpMethod.Post, $"/orders/{tracking}/call-back", "Clerk:wang")).Status, Is.EqualTo(HttpStatusCode.OK));
        await Send(HttpMethod.Post, $"/orders/{tracking}/call-back", "Clerk:wang");

        var line = (await Send(HttpMethod.Get, "/call-backs", "Clerk:wang")).Body[0];
        Assert.That((line.GetProperty("tracking").GetString(), line.GetProperty("callsInVain").GetInt32()), Is.EqualTo((tracking, 2)));
        Assert.That(await service.StateOf(tracking), Is.EqualTo(State.Reported));
    }

    [Test]
    public async Task It_is_for_no_expert_to_say() =>
        Assert.That((await Send(HttpMethod.Post, $"/orders/{tracking}/call-back", OrderDesk.Expert("E1"))).Status, Is.EqualTo(HttpStatusCode.Forbidden));

    private async Task<(HttpStatusCode Status, JsonElement Body)> Send(HttpMethod method, string path, string by)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        request.Headers.Add("Dispatch-Actor", by);
        using var answer = await service.Http.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
