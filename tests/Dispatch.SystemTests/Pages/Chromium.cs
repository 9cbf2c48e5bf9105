using Microsoft.Playwright;

namespace Dispatch.SystemTests.Pages;

/// <summary>Debian's Chromium, without a window. Nothing is downloaded.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    public static async Task<Chromium> Start()
    {
        Assert.That(Program, Does.Exist, "apt-get install chromium fonts-noto-cjk");
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        }));
    }

    /// <summary>A window of its own: nobody has been here before.</summary>
    public Task<IBrowserContext> Window(ServiceProcess service, string language, int width, bool script = true) => browser.NewContextAsync(new BrowserNewContextOptions
    {
        BaseURL = service.Address.ToString(),
        Locale = language,
        JavaScriptEnabled = script,
        ViewportSize = new ViewportSize { Width = width, Height = 740 },
    });

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
