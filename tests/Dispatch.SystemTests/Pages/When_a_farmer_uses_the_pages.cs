using System.Net.Http.Json;

namespace Dispatch.SystemTests.Pages;

/// <summary>In a real browser, by a farmer with a small phone. One browser and one service for all of it.</summary>
public sealed class When_a_farmer_uses_the_pages : BrowserSpec
{
    [OneTimeSetUp]
    public Task ALectureIsPlanned() => Plan();

    [TestCase("zh-CN", "收到了", "已经取消")]
    [TestCase("en-GB", "We have it", "Cancelled")]
    public async Task Without_script_a_problem_is_reported_with_a_photo_followed_and_cancelled(string language, string taken, string cancelled)
    {
        await using var window = await Chromium.Window(Service, language, Phone, script: false);
        var page = await window.NewPageAsync();
        var farmer = new FarmersWay(page);
        var tracking = await farmer.Report();
        Assert.That(await page.InnerTextAsync("h1"), Is.EqualTo(taken));

        await using var another = await Chromium.Window(Service, language, Phone, script: false);
        page = await another.NewPageAsync();
        farmer = new FarmersWay(page);
        await farmer.Follow(tracking);
        Assert.That(await page.InnerTextAsync("main"), Does.Contain("葵花叶子发黄").And.Contain("1"));
        await farmer.Cancel();
        Assert.That(await page.InnerTextAsync("h1"), Is.EqualTo(cancelled));
        var order = await Service.Order(tracking);
        Assert.That((order.GetProperty("outcome").GetString(), order.GetProperty("photos").GetArrayLength()), Is.EqualTo(("Cancelled", 1)));
    }

    /// <summary>Seen red with a grey hint, a low link and an inline style.</summary>
    [TestCase("zh-CN", Phone)]
    [TestCase("en-GB", Desktop)]
    public async Task Every_page_can_be_used_by_everybody(string language, int width)
    {
        await using var window = await Chromium.Window(Service, language, width);
        await Inspector.BringAxe(window);
        var page = await window.NewPageAsync();
        var inspector = new Inspector(page, $"{language[..2]}-{width}", Service.Address);
        var farmer = new FarmersWay(page, inspector.Look);
        foreach (var (path, name) in new[] { ("/menu", "menu"), ("/menu?kind=PlantProtection", "menu-experts"), ("/menu?kind=Seed", "menu-nobody"), ("/lectures", "lectures") })
        {
            await page.GotoAsync(path);
            await farmer.See(name);
        }
        await farmer.Enrol();
        var tracking = await farmer.Report();
        await farmer.Follow(tracking);
        await farmer.See("asked");
        await new Expert(Service).Visit(tracking, async () =>
        {
            await page.ReloadAsync();
            await farmer.See("coming");
        });
        await page.ReloadAsync();
        await farmer.See("visited");
        await farmer.Confirm();
        await farmer.See("solved");

        Assert.That(inspector.Findings, Is.Empty);
        Assert.That(inspector.Seen, Is.EqualTo(21));
    }

    [Test]
    public async Task The_first_page_is_small()
    {
        await using var window = await Chromium.Window(Service, "zh-CN", Phone);
        var page = await window.NewPageAsync();
        var sizes = new List<Task<int>>();
        page.RequestFinished += (_, request) => sizes.Add(Task.Run(async () => await request.SizesAsync() is { } size ? size.ResponseBodySize + size.ResponseHeadersSize : 0));
        await page.GotoAsync("/");
        var bytes = (await Task.WhenAll(sizes)).Sum();

        Assert.That(bytes, Is.InRange(2_000, 100_000));
        await TestContext.Out.WriteLineAsync($"The first page takes {bytes} bytes.");
    }

    /// <summary>What a slow network makes long is the number of ways there and back; how long it took is told, and judged by nobody.</summary>
    [Test]
    public async Task The_first_page_can_be_used_after_two_ways_there_and_back()
    {
        await using var window = await Chromium.Window(Service, "zh-CN", Phone);
        var page = await window.NewPageAsync();
        var network = await window.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 400, ["downloadThroughput"] = 50_000, ["uploadThroughput"] = 50_000 });
        await page.GotoAsync("/");
        // On a busy machine a page has loaded before it is painted.
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('first-contentful-paint').length === 1");
        var asked = await page.EvaluateAsync<string[]>("() => performance.getEntriesByType('resource').filter(asked => asked.renderBlockingStatus === 'blocking').map(asked => asked.name)");
        var usable = await page.EvaluateAsync<double>("() => performance.getEntriesByType('paint').find(paint => paint.name === 'first-contentful-paint').startTime");

        Assert.That(asked, Has.Length.EqualTo(1).And.All.Contains("/pages.css"));
        await TestContext.Out.WriteLineAsync($"The first page can be used after {usable:0} ms at 400 kbit/s with 400 ms there and back.");
    }

    /// <summary>A lecture for tomorrow.</summary>
    private async Task Plan()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/lectures")
        {
            Content = JsonContent.Create(new { title = "向日葵列当综合防治", skill = "PlantProtection", experts = new[] { "E001" }, station = "S001", whereabouts = "富强村党群服务中心", startsAt = TimeProvider.System.GetUtcNow().AddDays(1), minutes = 90 }),
            Headers = { { "Dispatch-Actor", "Clerk:wang" } },
        };
        using var answer = await Service.Client.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
