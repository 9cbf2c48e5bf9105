using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Dispatch.SystemTests.Browser;

/// <summary>Looks at every page it is shown: what axe finds, what is too small to be hit, what hangs over the edge; and listens to what the browser says and asks for meanwhile.</summary>
internal sealed class Inspector
{
    /// <summary>With this set, a picture of each page is left in the folder screenshots.</summary>
    public const string Draw = "DRAW_SCREENSHOTS";

    private const string TooSmall = """
        () => [...document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), label.choice')]
          .filter(target => target.offsetParent !== null && target.getBoundingClientRect().height < 59.5).map(target => target.outerHTML.slice(0, 120))
        """;

    private const string TooSmallText = """
        () => [...document.querySelectorAll('body *')].filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && parseFloat(getComputedStyle(element).fontSize) < 18)
          .map(element => element.outerHTML.slice(0, 120))
        """;

    private const string Axe = "async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(wrong => `${wrong.help}: ${wrong.nodes.map(node => node.html).join(' ')}`)";

    private readonly IPage page;
    private readonly string name;

    /// <param name="page">What it looks at.</param>
    /// <param name="name">Ends the names of pictures.</param>
    /// <param name="home">Nothing is asked of any other host.</param>
    public Inspector(IPage page, string name, Uri home)
    {
        (this.page, this.name) = (page, name);
        page.Console += (_, message) =>
        {
            // Chromium reports a page that answers 400 as if it were a part that failed to load.
            if (message.Type is "error" or "warning" && !message.Text.Contains("status of 400", StringComparison.Ordinal)) Findings.Add($"{page.Url}: the console says {message.Text}");
        };
        page.PageError += (_, error) => Findings.Add($"{page.Url}: {error}");
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != home.Authority) Findings.Add($"{page.Url} asks for {request.Url}");
        };
    }

    /// <summary>All that is wrong, so far.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>How many pages it has looked at.</summary>
    public int Seen { get; private set; }

    /// <summary>Brings axe into every page of a window from now on: asking for it page by page takes three times as long.</summary>
    public static Task BringAxe(IBrowserContext window) => window.AddInitScriptAsync(new BundledAxeScriptProvider().GetScript());

    public async Task Look(string what)
    {
        Seen++;
        foreach (var violation in await page.EvaluateAsync<string[]>(Axe)) Findings.Add($"{what}: {violation}");
        foreach (var target in await page.EvaluateAsync<string[]>(TooSmall)) Findings.Add($"{what}: lower than 60 px: {target}");
        foreach (var text in await page.EvaluateAsync<string[]>(TooSmallText)) Findings.Add($"{what}: written smaller than 18 px: {text}");
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")) Findings.Add($"{what}: wider than the screen");
        if (Environment.GetEnvironmentVariable(Draw) is not null) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Checkout.Root, "screenshots", $"{what}-{name}.png"), FullPage = true });
    }
}
