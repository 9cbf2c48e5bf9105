using Microsoft.Playwright;

namespace Dispatch.SystemTests.Pages;

/// <summary>What an expert does on the phone, told once for every language and every screen.</summary>
/// <param name="page">Where.</param>
/// <param name="look">Called with a name wherever there is something to look at.</param>
internal sealed class ExpertsWay(IPage page, Func<string, Task>? look = null)
{
    private const string Unsent = "#unsent [role=status] li";

    /// <summary>Takes the seat offered, and says when the expert comes.</summary>
    public async Task Accept(string tracking)
    {
        await page.GotoAsync($"/expert/{tracking}");
        if (look is not null) await look("expert-offer");
        await page.FillAsync("#comesAt", $"{TimeProvider.System.GetUtcNow().AddHours(30):yyyy-MM-dd'T'HH:mm}");
        await new FarmersWay(page).Press("form[action$='handler=Accept'] button");
    }

    /// <summary>Leaves the network once the phone has kept the order's page and what it needs.</summary>
    public async Task GoOffline(string tracking)
    {
        await page.GotoAsync("/expert");
        await page.WaitForFunctionAsync("async path => { const page = await caches.match(path); return page && (await page.text()).includes('handler=CheckIn') && await caches.match(document.querySelector('script[src*=expert]').src); }", $"/expert/{tracking}");
        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync("/expert");
        await page.ClickAsync($"a[href='/expert/{tracking}']");
        await page.WaitForSelectorAsync("html.kept");
    }

    /// <summary>Says so where there is no network, and returns when the phone has it.</summary>
    public async Task CheckIn()
    {
        await page.ClickAsync("form[action$='handler=CheckIn'] button");
        await Kept(1);
    }

    /// <inheritdoc cref="CheckIn"/>
    public async Task Report()
    {
        await page.CheckAsync("input[value=Solved]");
        await page.FillAsync("#findings", "葵花菌核病，病株率约两成");
        await page.FillAsync("#advice", "拔除病株带出田外，开沟排水");
        await page.SetInputFilesAsync("#photos", new FilePayload { Name = "IMG_0001.jpg", MimeType = "image/jpeg", Buffer = FarmersWay.Photo(3000) });
        await page.ClickAsync("form[action$='handler=Report'] button");
        await Kept(2);
    }

    private Task<IJSHandle> Kept(int unsent) => page.WaitForFunctionAsync("([lines, least]) => document.querySelectorAll(lines).length >= least", new object[] { Unsent, unsent });
}
