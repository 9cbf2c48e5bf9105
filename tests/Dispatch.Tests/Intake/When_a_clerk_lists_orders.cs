using System.Net;
using System.Text.Json;

namespace Dispatch.Tests.Intake;

[OnBothDatabases]
public sealed class When_a_clerk_lists_orders : SharedServiceSpec
{
    [OneTimeSetUp]
    public async Task Orders()
    {
        await Service.Settle(Langshan.Expert("E1"));
        for (var n = 0; n < 5; n++) await Service.Ordered();
    }

    [Test]
    public async Task A_page_after_another_misses_none_though_all_came_at_one_moment()
    {
        var seen = new List<string>();
        for (var after = ""; await Page(after) is { Count: > 0 } page; after = $"&after={seen[^1]}") seen.AddRange(page);
        Assert.That((seen.Count, seen.Distinct().Count()), Is.EqualTo((5, 5)));
    }

    [Test]
    public async Task An_order_that_is_not_there_has_nothing_behind_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/orders?after=00000000000");
        request.Headers.Add("Dispatch-Actor", "Clerk:wang");
        Assert.That((await Service.Http.SendAsync(request)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private async Task<List<string>> Page(string after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/orders?take=2{after}");
        request.Headers.Add("Dispatch-Actor", "Clerk:wang");
        using var answer = await Service.Http.SendAsync(request);
        return [.. JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.EnumerateArray().Select(line => line.GetProperty("tracking").GetString()!)];
    }
}
