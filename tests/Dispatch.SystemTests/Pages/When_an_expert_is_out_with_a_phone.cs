using Microsoft.Playwright;

namespace Dispatch.SystemTests.Pages;

/// <summary>In a real browser, by an expert in a field where there is a network now and then.</summary>
public sealed class When_an_expert_is_out_with_a_phone : BrowserSpec
{
    private const string Unsent = "#unsent [role=status]";
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);

    /// <summary>The answer to the check-in is lost on the way, so the phone sends it again.</summary>
    [Test]
    public async Task What_is_written_without_a_network_arrives_by_itself_and_once()
    {
        var (tracking, expert) = await Asked();
        await using var window = await Chromium.Window(Service, "zh-CN", Phone);
        await Inspector.BringAxe(window);
        var page = await window.NewPageAsync();
        var inspector = new Inspector(page, "offline", Service.Address);
        await SignIn(page, "/expert", Who("offline", expert));
        var way = new ExpertsWay(page);
        await way.Accept(tracking);
        await way.GoOffline(tracking);
        await inspector.Look("expert-offline");
        await way.CheckIn();
        await Says(page, "到场签到", "已存在这部手机上");
        await way.Report();
        await Says(page, "服务报告", "已存在这部手机上");
        await page.ReloadAsync();
        await Says(page, "服务报告", "已存在这部手机上");
        Assert.That(await page.IsVisibleAsync("form[action$='handler=Report']"), Is.False);
        await inspector.Look("expert-saved");

        var lost = 0;
        await window.RouteAsync("**/expert/*handler=CheckIn", async route =>
        {
            if (Interlocked.Increment(ref lost) > 1)
            {
                await route.ContinueAsync();
                return;
            }
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await window.SetOfflineAsync(false);
        await Eventually.Holds("the first answer is lost", () => Task.FromResult(lost > 0), Ceiling);
        await page.ReloadAsync();
        await Eventually.Holds("the report is in", async () => (await Service.Order(tracking)).GetProperty("state").GetString() == "Reported", Ceiling);
        await Says(page, "服务报告", "已送到");

        var visit = (await Service.Order(tracking)).GetProperty("visits").EnumerateArray().Single();
        Assert.That((visit.GetProperty("photos").GetArrayLength(), visit.GetProperty("findings").GetString()), Is.EqualTo((1, "葵花菌核病，病株率约两成")));
        Assert.That(visit.GetProperty("arrivedAtByDevice").GetDateTimeOffset(), Is.LessThan(visit.GetProperty("arrivedAt").GetDateTimeOffset()));
        Assert.That(lost, Is.GreaterThan(1), "it was sent again");
        Assert.That(inspector.Findings.Where(finding => !finding.Contains("net::ERR_", StringComparison.Ordinal)), Is.Empty);

        await page.GotoAsync("/account");
        await new FarmersWay(page).Press("form[data-sign-out] button");
        Assert.That(await page.EvaluateAsync<bool>("() => caches.has('expert')"), Is.False, "who signs out leaves nothing on the phone");
    }

    [TestCase("zh-CN", Phone)]
    [TestCase("en-GB", Desktop)]
    public async Task Every_page_can_be_used_by_everybody(string language, int width)
    {
        var (tracking, expert) = await Asked();
        await using var window = await Chromium.Window(Service, language, width);
        await Inspector.BringAxe(window);
        var page = await window.NewPageAsync();
        var inspector = new Inspector(page, $"{language[..2]}-{width}", Service.Address);
        await SignIn(page, "/expert", Who($"all{width}", expert));
        await page.GotoAsync("/expert");
        await inspector.Look("expert-home");
        await new ExpertsWay(page, inspector.Look).Accept(tracking);
        await page.EvalOnSelectorAllAsync("details", "all => all.forEach(one => one.open = true)");
        await inspector.Look("expert-visit");
        foreach (var name in new[] { "", "/hours", "/record", "/calendar" })
        {
            await page.GotoAsync($"/expert{name}");
            await inspector.Look($"expert-day{name.Replace('/', '-')}");
        }
        await new FarmersWay(page).Press("form[action$='handler=Make'] button");
        await inspector.Look("expert-calendar-made");
        await page.GotoAsync("/expert/hours");
        await page.FillAsync("#hours", "x");
        await new FarmersWay(page).Press("form[action$='handler=Hours'] button");
        await inspector.Look("expert-hours-wrong");

        Assert.That(inspector.Findings, Is.Empty);
        Assert.That(inspector.Seen, Is.EqualTo(9));
    }

    private static string[] Who(string login, string expert) => [login, "--name", "刘强", "--role", "Expert", "--expert", expert];

    private static Task<IJSHandle> Says(IPage page, string about, string words) =>
        page.WaitForFunctionAsync("([list, about, words]) => [...document.querySelectorAll(list + ' li')].some(line => line.textContent.includes(about) && line.textContent.includes(words))", new[] { Unsent, about, words });

    /// <summary>An order, and the code of the expert who is asked about it.</summary>
    private async Task<(string Tracking, string Expert)> Asked()
    {
        var tracking = await Order("葵花叶子发黄打蔫，盘子烂了一半，地里好几亩都这样", "PlantProtection");
        return (tracking, await new Expert(Service).Asked(tracking));
    }
}
