using System.Text.RegularExpressions;

namespace Dispatch.SystemTests.Pages;

/// <summary>In a real browser: a farmer with a code, and a clerk with a passkey.</summary>
public sealed partial class When_people_sign_in : BrowserSpec
{
    private const string Password = "Wode-mima-2026";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dispatch-test-");

    /// <summary>Where codes can be read.</summary>
    private string Sent => Path.Combine(folder.FullName, "sent.jsonl");

    protected override IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["Dispatch__NoticeFile"] = Sent, ["ASPNETCORE_ENVIRONMENT"] = "Development" };

    [OneTimeTearDown]
    public void Leave() => folder.Delete(recursive: true);

    /// <summary>Chromium's own virtual authenticator answers; its numbers count for "localhost", and for no address of digits.</summary>
    [TestCase("zh-CN", Desktop)]
    [TestCase("en-GB", Phone)]
    public async Task A_clerk_adds_a_passkey_and_signs_in_with_it(string language, int width)
    {
        var login = $"passkey{width}";
        var made = await Service.TypedAsync("accounts", "add", login, "--name", "王芳", "--role", "Clerk", "--station", "S001");
        var home = $"http://localhost:{Service.Address.Port}";
        await using var window = await Chromium.Window(Service, language, width);
        await Inspector.BringAxe(window);
        var page = await window.NewPageAsync();
        var inspector = new Inspector(page, $"{language[..2]}-{width}", new Uri(home), target: 24, text: 14);
        var press = new FarmersWay(page).Press;
        var devtools = await window.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        await page.GotoAsync($"{home}/account/passkeys");
        await page.FillAsync("#login", login);
        await page.FillAsync("#password", made.Output.Trim());
        await press("main form:not([data-passkey]) button");
        foreach (var (field, typed) in new[] { ("before", made.Output.Trim()), ("password", Password), ("again", Password) }) await page.FillAsync($"#{field}", typed);
        await press("main button");
        await page.GotoAsync($"{home}/account/passkeys");
        await page.FillAsync("#before", Password);
        await press("form[data-passkey] button");
        Assert.That(await page.GetAttributeAsync("#passkeyName", "aria-invalid"), Is.EqualTo("true"));
        await page.FillAsync("#passkeyName", "电脑");
        await page.FillAsync("#before", Password);
        await press("form[data-passkey] button");
        Assert.That(await page.InnerTextAsync(".cards"), Does.Contain("电脑"));
        await inspector.Look("clerk-passkeys");
        await page.GotoAsync($"{home}/account");
        await press("main form button");
        await inspector.Look("sign-in-passkey");
        await press("form[data-passkey] button");

        Assert.That(await page.InnerTextAsync("h1"), Is.EqualTo("王芳"));
        Assert.That(inspector.Findings, Is.Empty);
    }

    [TestCase("zh-CN", Phone)]
    [TestCase("en-GB", Desktop)]
    public async Task A_farmer_sees_all_orders_with_a_code_and_every_page_can_be_used(string language, int width)
    {
        await using var window = await Chromium.Window(Service, language, width);
        await Inspector.BringAxe(window);
        var page = await window.NewPageAsync();
        var inspector = new Inspector(page, $"{language[..2]}-{width}", Service.Address);
        var farmer = new FarmersWay(page);
        // Another number for each of the two, so that neither waits for the other's code.
        var phone = $"1380478{width:D4}";
        var tracking = await farmer.Report(phone: phone);
        await page.GotoAsync("/my");
        await farmer.Press("main form button");
        await inspector.Look("my-phone-wrong");
        await page.FillAsync("#mobile", phone);
        await farmer.Press("main form button");
        await page.FillAsync("#code", "12");
        await farmer.Press("main form button");
        await inspector.Look("my-code-wrong");
        await page.FillAsync("#code", await Code(phone));
        await farmer.Press("main form button");
        await inspector.Look("my");
        await farmer.Press($"a[href='/follow/{tracking}']");
        await inspector.Look("my-order");
        foreach (var (path, name) in new[] { ("/inbox", "inbox"), ("/sign-in/single", "trouble") })
        {
            await page.GotoAsync(path);
            await inspector.Look(name);
        }

        Assert.That(inspector.Findings, Is.Empty);
        Assert.That(inspector.Seen, Is.EqualTo(6));
    }

    /// <summary>Of that phone.</summary>
    private async Task<string> Code(string phone)
    {
        string? line = null;
        await Eventually.Holds("the code is sent", async () => File.Exists(Sent) && (line = (await File.ReadAllLinesAsync(Sent)).LastOrDefault(one => one.Contains(phone, StringComparison.Ordinal) && one.Contains("\"Code\"", StringComparison.Ordinal))) is not null, TimeSpan.FromMinutes(1));
        return SixDigits().Match(line!).Value;
    }

    [GeneratedRegex(@"(?<![0-9a-f])[0-9]{6}(?![0-9a-f])")]
    private static partial Regex SixDigits();
}
