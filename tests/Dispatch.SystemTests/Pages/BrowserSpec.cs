using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Dispatch.SystemTests.Pages;

/// <summary>A situation with one service and one browser for all its tests.</summary>
public abstract class BrowserSpec
{
    private const string Password = "Wode-mima-2026";

    /// <summary>Px.</summary>
    protected const int Phone = 360;

    /// <summary>Px.</summary>
    protected const int Desktop = 1280;

    private protected ServiceProcess Service { get; private set; } = null!;

    private protected Chromium Chromium { get; private set; } = null!;

    /// <summary>What the service is told besides.</summary>
    protected virtual IReadOnlyDictionary<string, string>? Environment => null;

    [OneTimeSetUp]
    public async Task Start()
    {
        Service = await SmallWorld.Service(also: Environment);
        await Task.WhenAll(Service.StartAsync(), Task.Run(async () => Chromium = await Chromium.Start()));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Chromium is not null) await Chromium.DisposeAsync();
        await Service.DisposeAsync();
    }

    /// <summary>An order over the API, from the farmer of the pages.</summary>
    /// <param name="difficulty">In the farmer's words.</param>
    /// <param name="skill">What it needs; null where triage is to find that out.</param>
    /// <returns>Its number.</returns>
    private protected async Task<string> Order(string difficulty, string? skill = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        {
            Content = JsonContent.Create(new { farmerName = "李秀英", farmerPhone = FarmersWay.Phone, difficulty, village = "富强村", seats = skill is null ? null : new[] { new[] { skill } }, channel = "Phone" }),
            Headers = { { "Dispatch-Actor", $"Farmer:{FarmersWay.Phone}" }, { "Idempotency-Key", Guid.CreateVersion7().ToString() } },
        };
        using var answer = await Service.Client.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tracking").GetString()!;
    }

    /// <summary>With a one-time password, which is changed.</summary>
    /// <param name="page">Where.</param>
    /// <param name="to">What is opened first, and asks for it.</param>
    /// <param name="who">As <c>dispatch accounts add</c> is told.</param>
    /// <param name="look">Called with a name wherever there is something to look at.</param>
    private protected async Task SignIn(IPage page, string to, string[] who, Func<string, Task>? look = null)
    {
        var made = await Service.TypedAsync(["accounts", "add", .. who]);
        Assert.That(made.ExitCode, Is.Zero, made.Errors);
        var press = new FarmersWay(page).Press;
        await page.GotoAsync(to);
        if (look is not null) await look("sign-in");
        await page.FillAsync("#login", who[0]);
        await page.FillAsync("#password", made.Output.Trim());
        await press("main button");
        if (look is not null) await look("password");
        await page.FillAsync("#before", made.Output.Trim());
        await page.FillAsync("#password", Password);
        await page.FillAsync("#again", Password);
        await press("main button");
    }
}
