using Microsoft.Playwright;

namespace Dispatch.SystemTests.Pages;

/// <summary>In a real browser, with the mouse and by keyboard; and without script, where the table stands for it.</summary>
public sealed class When_staff_use_the_map : BrowserSpec
{
    /// <summary>Seen red: Escape did nothing while one was in what is told.</summary>
    [TestCase("zh-CN", Desktop)]
    [TestCase("en-GB", Phone)]
    public async Task It_opens_zooms_and_tells_of_what_is_pressed_and_asks_nobody_else(string language, int width)
    {
        var tracking = await Placed();
        await using var window = await Chromium.Window(Service, language, width);
        await Inspector.BringAxe(window);
        var page = await window.NewPageAsync();
        var inspector = new Inspector(page, $"{language[..2]}-{width}", Service.Address, target: 24, text: 14);
        await SignIn(page, $"map{width}");
        await page.GotoAsync("/map");
        await page.WaitForSelectorAsync("#map[data-drawn]");
        await inspector.Look("map");
        foreach (var hidden in await page.QuerySelectorAllAsync("#map-layers [name=layer]:not(:checked)")) await hidden.CheckAsync();
        await page.ClickAsync(".leaflet-control-zoom-in");
        await page.ClickAsync(".mark-on-map:has(.spot.Under, .spot.Waiting, .spot.Clerk)");
        await page.WaitForSelectorAsync($".leaflet-popup a[href='/board/{tracking}']");
        await inspector.Look("map-told");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync(".leaflet-popup", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        foreach (var shown in await page.QuerySelectorAllAsync("#map-layers [name=layer]:checked")) await shown.UncheckAsync();
        Assert.That(await page.QuerySelectorAllAsync(".spot"), Is.Empty, "nothing that was switched off");
        await page.CheckAsync("#map-layers [value=Expert]");
        await page.FocusAsync(".mark-on-map:has(.spot.Expert)");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".leaflet-popup a[href*='expert=E0']");
        Assert.That(await page.EvaluateAsync<bool>("() => document.activeElement.matches('.leaflet-popup a')"), "one is where one can go on");
        await page.GotoAsync($"/board/{tracking}/map");
        await page.WaitForSelectorAsync("#map[data-drawn]");
        await inspector.Look("map-order");
        foreach (var (path, name) in new[] { ("/load", "load"), ("/ledger?by=Skill", "ledger-skills"), ($"/load/orders?of=Came&skill=PlantProtection", "behind") })
        {
            await page.GotoAsync(path);
            await inspector.Look($"office-{name}");
        }

        Assert.That(inspector.Findings, Is.Empty);
    }

    [Test]
    public async Task Without_script_its_table_stands()
    {
        await Placed();
        await using var window = await Chromium.Window(Service, "zh-CN", Phone, script: false);
        var page = await window.NewPageAsync();
        await SignIn(page, "noscript");
        await page.GotoAsync("/map");

        Assert.That(await page.InnerTextAsync("main"), Does.Contain("要看图").And.Contain("狼山镇"));
        Assert.That(await page.IsVisibleAsync("#map"), Is.False);
    }

    private Task SignIn(IPage page, string login) => SignIn(page, "/map", [login, "--name", "调度台", "--role", "Desk"]);

    private async Task<string> Placed()
    {
        var tracking = await Order("葵花菌核病，烂盘", "PlantProtection");
        await Eventually.Holds("it has a place", async () => (await Service.Order(tracking)).GetProperty("state").GetString() is not "Submitted", TimeSpan.FromMinutes(1));
        return tracking;
    }
}
