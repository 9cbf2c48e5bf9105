using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Dispatch.SystemTests.Browser;

/// <summary>In a real browser, by a clerk at the station's computer, or out with a phone.</summary>
public sealed class When_a_clerk_uses_the_board : BrowserSpec
{
    private const string Password = "Wode-mima-2026";

    /// <summary>How long it took is told, and judged by nobody.</summary>
    [Test]
    public async Task What_a_farmer_orders_is_there_by_itself_and_the_clerk_stays_where_the_clerk_was()
    {
        var first = await Order("葵花叶子发黄");
        await using var window = await Chromium.Window(Service, "zh-CN", Desktop);
        var page = await SignedIn(window, "board");
        await page.FocusAsync($"#o{first}");
        var since = Stopwatch.GetTimestamp();
        var second = await Order("葵花锈病，请尽快来看");
        await page.WaitForSelectorAsync($"#o{second}");

        await TestContext.Out.WriteLineAsync($"An order is on the board {Stopwatch.GetElapsedTime(since).TotalMilliseconds:0} ms after it is sent.");
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo($"o{first}"));
    }

    /// <summary>From the farmer's phone, where no script runs, to one more in the ledger.</summary>
    [TestCase("zh-CN")]
    [TestCase("en-GB")]
    public async Task What_a_farmer_reports_and_calls_solved_is_one_more_in_the_ledger(string language)
    {
        await using var office = await Chromium.Window(Service, language, Desktop);
        var ledger = await office.NewPageAsync();
        await SignIn(ledger, $"story{language[..2]}");
        var before = await Solved(ledger);
        await using var phone = await Chromium.Window(Service, language, Phone, script: false);
        var page = await phone.NewPageAsync();
        var farmer = new FarmersWay(page);
        var tracking = await farmer.Report();
        await ledger.GotoAsync("/board");
        await ledger.WaitForSelectorAsync($"#o{tracking}");
        await new Expert(Service).Visit(tracking);
        await farmer.Follow(tracking);
        await farmer.Confirm();
        await Eventually.Holds("it is counted", async () => await Solved(ledger) == before + 1, TimeSpan.FromMinutes(1));

        await ledger.GotoAsync("/ledger/entries?kind=ProblemSolved");
        Assert.That(await ledger.InnerTextAsync("tbody"), Does.Contain(tracking));
    }

    /// <summary>No mouse: every key is one a clerk presses.</summary>
    [Test]
    public async Task An_order_is_filed_by_keyboard_alone()
    {
        await using var window = await Chromium.Window(Service, "zh-CN", Desktop);
        var page = await SignedIn(window, "keys");
        await page.GotoAsync("/board/new");
        await page.FocusAsync("#farmerPhone");
        var since = Stopwatch.GetTimestamp();
        foreach (var typed in new[] { "13804780001", "李秀英", "狼山镇富强村", "葵花盘子烂了一半，地里好几亩都这样" })
        {
            await page.Keyboard.TypeAsync(typed, new KeyboardTypeOptions { Delay = 50 });
            await page.Keyboard.PressAsync("Tab");
        }
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        var tracking = string.Concat((await page.InnerTextAsync("[role=status] .tracking")).Where(char.IsAsciiDigit));

        await TestContext.Out.WriteLineAsync($"Filed within {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s, at twenty signs a second.");
        await Eventually.Holds("it is at the station", async () => (await Service.Order(tracking)).GetProperty("station").GetString() == "S001", TimeSpan.FromMinutes(1));
        var order = await Service.Order(tracking);
        Assert.That((order.GetProperty("farmerPhone").GetString(), order.GetProperty("village").GetString(), order.GetProperty("difficulty").GetString()), Is.EqualTo(("13804780001", "富强村", "葵花盘子烂了一半，地里好几亩都这样")));
    }

    [Test]
    public async Task The_second_of_two_clerks_is_told_and_nothing_is_overwritten()
    {
        var tracking = await Order("不知道是什么毛病");
        await Eventually.Holds("a clerk is asked", async () => (await Service.Order(tracking)).GetProperty("state").GetString() == "NeedsClerk", TimeSpan.FromMinutes(1));
        await using var window = await Chromium.Window(Service, "zh-CN", Desktop);
        await using var another = await Chromium.Window(Service, "zh-CN", Desktop);
        var (one, two) = (await SignedIn(window, "one"), await SignedIn(another, "two"));
        foreach (var page in new[] { one, two }) await page.GotoAsync($"/board/{tracking}");
        await Answer(one, "浇一水就好");
        await Answer(two, "别管它");

        Assert.That(await two.InnerTextAsync("[role=alert]"), Does.Contain("别人刚刚改动过"));
        var order = await Service.Order(tracking);
        Assert.That((order.GetProperty("outcome").GetString(), order.GetProperty("history").EnumerateArray().Last().GetProperty("why").GetString()), Is.EqualTo(("Answered", "浇一水就好")));
    }

    [TestCase("zh-CN", Desktop)]
    [TestCase("en-GB", Phone)]
    public async Task Every_page_can_be_used_by_everybody(string language, int width)
    {
        var (waiting, asked) = (await Order("不知道是什么毛病，叶子卷了"), await Order("葵花菌核病，烂盘，地里好几亩都这样"));
        await Eventually.Holds("somebody is asked", async () => (await Service.Order(asked)).GetProperty("state").GetString() == "Offered", TimeSpan.FromMinutes(1));
        await using var window = await Chromium.Window(Service, language, width);
        await Inspector.BringAxe(window);
        var page = await window.NewPageAsync();
        var inspector = new Inspector(page, $"{language[..2]}-{width}", Service.Address, target: 24, text: 14);
        await SignIn(page, $"all{width}", inspector.Look);
        foreach (var (path, name) in new[] { ("/account", "account"), ("/board", "board"), ("/board/new", "new"), ($"/board/{waiting}", "order-unclear"), ($"/board/{asked}", "order-asked"), ("/board?state=Offered", "board-offered"), ("/experts", "experts"), ("/experts/E001", "expert"), ("/ledger", "ledger"), ("/ledger?by=Town", "ledger-towns"), ("/ledger/entries", "entries") })
        {
            await page.GotoAsync(path);
            foreach (var closed in await page.QuerySelectorAllAsync("details:not([open]) > summary")) await closed.ClickAsync();
            await inspector.Look($"clerk-{name}");
        }
        await page.GotoAsync($"/board/{waiting}");
        await Answer(page, "");
        await inspector.Look("clerk-answer-wrong");

        Assert.That(inspector.Findings, Is.Empty);
        Assert.That(inspector.Seen, Is.EqualTo(14));
    }

    private static async Task<int> Solved(IPage page)
    {
        await page.GotoAsync("/ledger");
        return int.Parse(await page.InnerTextAsync(".figures a[href*=ProblemSolved]"), CultureInfo.InvariantCulture);
    }

    private static async Task Answer(IPage page, string words)
    {
        if (await page.QuerySelectorAsync("details:not([open]):has(form[action$='handler=Answer']) > summary") is { } closed) await closed.ClickAsync();
        await page.FillAsync("form[action$='handler=Answer'] textarea", words);
        await new FarmersWay(page).Press("form[action$='handler=Answer'] button");
    }

    private async Task<IPage> SignedIn(IBrowserContext window, string login)
    {
        var page = await window.NewPageAsync();
        await SignIn(page, login);
        await page.GotoAsync("/board");
        return page;
    }

    /// <summary>With a one-time password, which is changed.</summary>
    private async Task SignIn(IPage page, string login, Func<string, Task>? look = null)
    {
        var made = await Service.TypedAsync("accounts", "add", login, "--name", "王芳", "--role", "Clerk", "--station", "S001");
        Assert.That(made.ExitCode, Is.Zero, made.Errors);
        var press = new FarmersWay(page).Press;
        await page.GotoAsync("/board");
        if (look is not null) await look("sign-in");
        await page.FillAsync("#login", login);
        await page.FillAsync("#password", made.Output.Trim());
        await press("main button");
        if (look is not null) await look("password");
        await page.FillAsync("#before", made.Output.Trim());
        await page.FillAsync("#password", Password);
        await page.FillAsync("#again", Password);
        await press("main button");
    }

    private async Task<string> Order(string difficulty)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        {
            Content = JsonContent.Create(new { farmerName = "李秀英", farmerPhone = "13804780001", difficulty, village = "富强村", channel = "Phone" }),
            Headers = { { "Dispatch-Actor", "Farmer:13804780001" }, { "Idempotency-Key", Guid.CreateVersion7().ToString() } },
        };
        using var answer = await Service.Client.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tracking").GetString()!;
    }
}
