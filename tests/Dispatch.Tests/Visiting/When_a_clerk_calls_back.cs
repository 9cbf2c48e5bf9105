using System.Net;
using System.Text.Json;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Visiting;

public sealed class When_a_clerk_calls_back : ServiceSpec
{
    private string tracking = "";

    [SetUp]
    public async Task Report()
    {
        await Service.Settle(Langshan.Expert("E1"));
        tracking = await Service.Offered();
        await Service.Accept(tracking, "E1").Done();
        await Service.CheckIn(tracking, "E1").Done();
        await Service.Report(tracking, "E1").Done();
    }

    [Test]
    public async Task And_reaches_nobody_the_call_is_in_the_history_and_on_the_list()
    {
        Assert.That((await Send(HttpMethod.Post, $"/orders/{tracking}/call-back", "Clerk:wang")).Status, Is.EqualTo(HttpStatusCode.OK));
        await Send(HttpMethod.Post, $"/orders/{tracking}/call-back", "Clerk:wang");

        var line = (await Send(HttpMethod.Get, "/call-backs", "Clerk:wang")).Body[0];
        Assert.That((line.GetProperty("tracking").GetString(), line.GetProperty("callsInVain").GetInt32()), Is.EqualTo((tracking, 2)));
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Reported));
    }

    /// <summary>Seen red: the office calls nobody, and had everybody's number.</summary>
    [Test]
    public async Task Who_does_not_call_reads_the_list_without_numbers()
    {
        var (clerk, office) = (await Send(HttpMethod.Get, "/call-backs", "Clerk:wang"), await Send(HttpMethod.Get, "/call-backs", "Office:office"));

        Assert.That(clerk.Body[0].GetProperty("farmerPhone").GetString(), Is.EqualTo("13804780001"));
        Assert.That(office.Body[0].GetProperty("tracking").GetString(), Is.EqualTo(tracking));
        Assert.That(office.Body.ToString(), Does.Not.Contain("13804780001").And.Not.Contain("李秀英"));
    }

    [Test]
    public async Task It_is_for_no_expert_to_say() =>
        Assert.That((await Send(HttpMethod.Post, $"/orders/{tracking}/call-back", OrderDesk.Expert("E1"))).Status, Is.EqualTo(HttpStatusCode.Forbidden));

    private async Task<(HttpStatusCode Status, JsonElement Body)> Send(HttpMethod method, string path, string by)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        request.Headers.Add("Dispatch-Actor", by);
        using var answer = await Service.Http.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
