using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Dispatch.SystemTests.Pages;

/// <summary>In a real browser, by a clerk at the station's computer, or out with a phone.</summary>
public sealed class When_a_clerk_uses_the_board : BrowserSpec
{
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

    /// <summary>From the farmer's phone, where no script runs, over the expert's, which has no network in the field, to one more in the ledger.</summary>
    [TestCase("zh-CN")]
    [TestCase("en-GB")]
    public async Task What_a_farmer_reports_and_calls_solved_is_one_more_in_the_ledger(string language)
    {
        await using var office = await Chromium.Window(Service, language, Desktop);
        await Inspector.BringAxe(office);
        var ledger = await office.NewPageAsync();
        var inspector = new Inspector(ledger, $"{language[..2]}-{Desktop}", Service.Address, target: 24, text: 14);
        await SignIn(ledger, $"story{language[..2]}");
        var before = await Solved(ledger);
        await using var phone = await Chromium.Window(Service, language, Phone, script: false);
        var page = await phone.NewPageAsync();
        var farmer = new FarmersWay(page);
        var tracking = await farmer.Report();
        await ledger.GotoAsync("/board");
        await ledger.WaitForSelectorAsync($"#o{tracking}");
        await Visited(tracking, language);
        await farmer.Follow(tracking);
        await farmer.Confirm();
        await Eventually.Holds("it is counted", async () => await Solved(ledger) == before + 1, TimeSpan.FromMinutes(1));

        await ledger.GotoAsync("/ledger/entries?kind=ProblemSolved");
        await new FarmersWay(ledger).Press($"tr:has-text('{tracking}') a[href*='/ledger/entries/']");
        await inspector.Look("entry");
        Assert.That(await ledger.InnerTextAsync("main"), Does.Contain(tracking));
        Assert.That(inspector.Findings, Is.Empty);
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

    [TestCase("zh-CN", Desktop)]
    [TestCase("en-GB", Phone)]
    public async Task What_only_administrators_open_can_be_used_by_everybody(string language, int width)
    {
        var tracking = await Order("葵花锈病，请尽快来看");
        await using var window = await Chromium.Window(Service, language, width);
        await Inspector.BringAxe(window);
        var page = await window.NewPageAsync();
        var inspector = new Inspector(page, $"{language[..2]}-{width}", Service.Address, target: 24, text: 14);
        await SignIn(page, "/audit", [$"admin{width}", "--name", "管理员", "--role", "Administrator"]);
        await page.GotoAsync($"/board/{tracking}");
        foreach (var path in new[] { "/account", "/audit", $"/audit?whose={tracking}", "/persons" })
        {
            await page.GotoAsync(path);
            await inspector.Look($"admin-{path.Split('?')[0][1..]}{(path.Contains('?') ? "-about" : "")}");
        }
        await new FarmersWay(page).Press("form[action$='handler=Erase'] button");
        await inspector.Look("admin-persons-wrong");

        Assert.That(inspector.Findings, Is.Empty);
    }

    /// <summary>And whoever has scanned the code is on the screen by itself.</summary>
    [TestCase("zh-CN", Desktop)]
    [TestCase("en-GB", Phone)]
    public async Task Lectures_and_pairings_can_be_used_by_everybody(string language, int width)
    {
        await using var window = await Chromium.Window(Service, language, width);
        await Inspector.BringAxe(window);
        var (page, phone) = (await window.NewPageAsync(), await window.NewPageAsync());
        var (inspector, farmers) = (new Inspector(page, $"{language[..2]}-{width}", Service.Address, target: 24, text: 14), new Inspector(phone, $"{language[..2]}-{width}", Service.Address));
        var press = new FarmersWay(page).Press;
        await SignIn(page, $"talk{width}");
        await page.GotoAsync("/board/lectures");
        await inspector.Look("lectures-none");
        await page.GotoAsync("/board/lectures/new");
        await press("main form button");
        await inspector.Look("lecture-plan-wrong");
        await Fill(page, ("#title", "向日葵列当综合防治"), ("#experts", width == Phone ? "E001" : "专家2"), ("#whereabouts", "狼山镇富强村党群服务中心"), ("#startsAt", JustNow()));
        await page.SelectOptionAsync("#skill", "PlantProtection");
        await press("main form button");
        await Fill(page, ("#farmerName", "张大爷"));
        await press("form[action$='handler=Add'] button");
        await inspector.Look("lecture");
        await page.ClickAsync("a[href$='/code']");
        await page.WaitForSelectorAsync("svg.qr");
        await inspector.Look("lecture-code");
        await phone.GotoAsync(new Uri(await page.InnerTextAsync("p[lang=en]")).AbsolutePath);
        await farmers.Look("attend");
        await Fill(phone, ("#farmerName", "李秀英"), ("#farmerPhone", "13804780001"));
        await new FarmersWay(phone).Press("main form button");
        await farmers.Look("attended");
        await page.BringToFrontAsync();
        await page.WaitForSelectorAsync("[data-count='2']");
        await page.GotoAsync("/board/lectures");
        await inspector.Look("lectures");
        await page.GotoAsync("/board/pairings/new");
        await inspector.Look("pair");
        await Fill(page, ("#expert", width == Phone ? "E001" : "E002"), ("#village", "狼山镇富强村"));
        await press("main form button");
        await Fill(page, ("#words", "看了大棚番茄，建议降低夜间湿度"));
        await press("form[action$='handler=Visit'] button");
        await inspector.Look("pairing");
        await page.GotoAsync("/board/pairings");
        await inspector.Look("pairings");

        Assert.That(inspector.Findings.Concat(farmers.Findings), Is.Empty);
        Assert.That(inspector.Seen + farmers.Seen, Is.EqualTo(10));
    }

    private async Task Visited(string tracking, string language)
    {
        await using var window = await Chromium.Window(Service, language, Phone);
        var page = await window.NewPageAsync();
        await SignIn(page, "/expert", [$"expert{language[..2]}", "--name", "刘强", "--role", "Expert", "--expert", await new Expert(Service).Asked(tracking)]);
        var way = new ExpertsWay(page);
        await way.Accept(tracking);
        await way.GoOffline(tracking);
        await way.CheckIn();
        await way.Report();
        await window.SetOfflineAsync(false);
        await Eventually.Holds("the report is in", async () => (await Service.Order(tracking)).GetProperty("state").GetString() == "Reported", TimeSpan.FromMinutes(1));
    }

    private static async Task Fill(IPage page, params (string Field, string Value)[] typed)
    {
        foreach (var (field, value) in typed) await page.FillAsync(field, value);
    }

    /// <summary>A few minutes ago in Linhe, as a browser's field has it.</summary>
    private static string JustNow() => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddMinutes(-5).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

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

    private Task SignIn(IPage page, string login, Func<string, Task>? look = null) => SignIn(page, "/board", [login, "--name", "王芳", "--role", "Clerk", "--station", "S001"], look);
}
