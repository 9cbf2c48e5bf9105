using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Dispatch.SystemTests.Pages;

/// <summary>Looks at every page it is shown: what axe finds, what is too small to be hit, what hangs over the edge; and listens to what the browser says and asks for meanwhile.</summary>
internal sealed class Inspector
{
    /// <summary>With this set, a picture of each page is left in the folder screenshots.</summary>
    public const string Draw = "DRAW_SCREENSHOTS";

    private const string TooSmall = """
        least => [...document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), label.choice')]
          .filter(target => target.offsetParent !== null && target.getBoundingClientRect().height < least - .5).map(target => target.outerHTML.slice(0, 120))
        """;

    private const string TooSmallText = """
        least => [...document.querySelectorAll('body *')].filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && parseFloat(getComputedStyle(element).fontSize) < least)
          .map(element => element.outerHTML.slice(0, 120))
        """;

    private const string Axe = "async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(wrong => `${wrong.help}: ${wrong.nodes.map(node => node.html).join(' ')}`)";

    private static readonly int[] Answers = [400, 404, 409];

    private readonly IPage page;
    private readonly string name;
    private readonly int target;
    private readonly int text;

    /// <param name="page">What it looks at.</param>
    /// <param name="name">Ends the names of pictures.</param>
    /// <param name="home">Nothing is asked of any other host.</param>
    /// <param name="target">How high what can be pressed must be, px.</param>
    /// <param name="text">How large letters must be, px.</param>
    public Inspector(IPage page, string name, Uri home, int target = 60, int text = 18)
    {
        (this.page, this.name, this.target, this.text) = (page, name, target, text);
        page.Console += (_, message) =>
        {
            // Chromium reports a page that answers 400, 404 or 409 as if it were a part that failed to load.
            if (message.Type is "error" or "warning" && !Answers.Any(status => message.Text.Contains($"status of {status}", StringComparison.Ordinal))) Findings.Add($"{page.Url}: the console says {message.Text}");
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
        foreach (var low in await page.EvaluateAsync<string[]>(TooSmall, target)) Findings.Add($"{what}: lower than {target} px: {low}");
        foreach (var small in await page.EvaluateAsync<string[]>(TooSmallText, text)) Findings.Add($"{what}: written smaller than {text} px: {small}");
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")) Findings.Add($"{what}: wider than the screen");
        if (Environment.GetEnvironmentVariable(Draw) is not null) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Checkout.Root, "screenshots", $"{what}-{name}.png"), FullPage = true });
    }
}
