using System.Net;
using Dispatch.Accounts;
using Dispatch.Tests.Pages;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Dispatch.Tests.SignIn;

/// <summary>Single sign-on: the organisation says who somebody is, and the account here what they may do.</summary>
public sealed class When_the_organisation_vouches : SignInSpec
{
    private const string NoAccount = "这里没有您的账号";
    private const string Failed = "没有登录成功";

    private static readonly Dictionary<string, Action<SecurityTokenDescriptor>> Twists = new()
    {
        ["nonce"] = told => told.Claims["nonce"] = "another",
        ["no nonce"] = told => told.Claims.Remove("nonce"),
        ["audience"] = told => told.Audience = "another",
        ["issuer"] = told => told.Issuer = "https://evil.example",
        ["too old"] = told => (told.NotBefore, told.Expires) = (told.IssuedAt!.Value.AddHours(-2), told.IssuedAt.Value.AddHours(-1)),
    };

    private readonly Said said = new();
    private Organisation organisation = null!;
    private HttpClient outside = null!;

    protected override bool OneTime => true;

    [OneTimeSetUp]
    public async Task OpenOrganisation()
    {
        organisation = await Organisation.Open();
        outside = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    }

    [OneTimeTearDown]
    public async Task CloseOrganisation()
    {
        outside.Dispose();
        await organisation.DisposeAsync();
    }

    [SetUp]
    public void Come() => (organisation.Login, organisation.Twist, organisation.Forges) = (Login, _ => { }, false);

    protected override void Configure(Settings settings) => settings.SingleSignOn = new SingleSignOn { Authority = organisation.Address, ClientId = Organisation.ClientId, ClientSecret = Organisation.Secret };

    /// <summary>The visitor's browser throws away what is too old by the machine's clock.</summary>
    protected override void Also(IServiceCollection services) =>
        services.AddSingleton<ILoggerProvider>(said).Configure<OpenIdConnectOptions>(SingleSignOnSetup.Scheme, options => options.TimeProvider = TimeProvider.System);

    /// <summary>Why something was refused, for whoever reads of a failure.</summary>
    [TearDown]
    public void Tell() => TestContext.Out.WriteLine(string.Join('\n', said.All));

    [TestCase("zh-CN", "用统一身份认证登录")]
    [TestCase("en", "Sign in with single sign-on")]
    public async Task Whoever_has_an_account_is_in_and_goes_on_where_they_were_going(string language, string button)
    {
        var who = Somebody(language);
        await who.Open("/account/passkeys");
        Assert.That(who.Page.QuerySelector("a[href^='/sign-in/single']")!.TextContent, Is.EqualTo(button));
        await Go(who);

        Assert.That((who.Status, who.Path()), Is.EqualTo((HttpStatusCode.OK, "/account/passkeys")));
        await who.Open("/account");
        Assert.That(who.Title, Is.EqualTo("王芳"));
    }

    [Test]
    public async Task A_password_that_others_have_seen_is_void_from_then_on()
    {
        await Enter(Somebody());
        await Wang.SignIn(Login, Password);

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    /// <summary>Who may be one of those others.</summary>
    [Test]
    public async Task And_whoever_is_in_with_it_is_out()
    {
        await Wang.SignIn(Login, Password);
        await Enter(Somebody());
        Service.Clock.Advance(Trust + Moment);

        Assert.That(await IsOut(Wang));
    }

    /// <summary>Seen red when the account's state was not looked at.</summary>
    [TestCase("nobody")]
    [TestCase("closed")]
    [TestCase("locked")]
    public async Task Whoever_has_no_open_account_is_told_so_and_gets_none(string why)
    {
        var who = Somebody();
        if (why == "nobody") organisation.Login = why;
        if (why == "closed") await Service.Book(book => book.Close(Login, CancellationToken.None));
        if (why == "locked") await Guess(5);
        await Enter(who);

        Assert.That((who.Text.Contains(NoAccount, StringComparison.Ordinal), await IsOut(who)), Is.EqualTo((true, true)));
        Assert.That(await Service.Db(db => db.Set<Account>().CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task What_the_organisation_did_not_say_for_this_browser_is_not_believed([Values("nonce", "no nonce", "audience", "issuer", "too old")] string twist)
    {
        var who = Somebody();
        organisation.Twist = Twists[twist];
        await Enter(who);

        Assert.That((who.Text.Contains(Failed, StringComparison.Ordinal), await IsOut(who)), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Nor_is_what_somebody_else_has_signed()
    {
        var who = Somebody();
        organisation.Forges = true;
        await Enter(who);

        Assert.That((who.Text.Contains(Failed, StringComparison.Ordinal), await IsOut(who)), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Whoever_is_denied_there_may_use_the_password_here()
    {
        var who = Somebody();
        organisation.Login = null;
        await Enter(who);
        Assert.That(who.Text, Does.Contain(Failed));

        await who.Send(("login", Login), ("password", Password));
        Assert.That(who.Path(), Is.EqualTo("/account/password"));
    }

    [Test]
    public async Task An_answer_is_good_once_and_only_in_the_browser_that_asked()
    {
        var who = Somebody();
        using var asked = await Service.Http.GetAsync("/sign-in/single");
        using var answered = await outside.GetAsync(asked.Headers.Location);
        await who.Open(answered.Headers.Location!.PathAndQuery);

        Assert.That((who.Text.Contains(Failed, StringComparison.Ordinal), await IsOut(who)), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task The_way_out_leads_out_there_too()
    {
        var who = Somebody();
        await Enter(who);
        await who.Open("/account");
        await who.Send();
        Assert.That(who.Text, Does.Contain("统一身份认证可能还开着"));
        await who.Open(who.Page.QuerySelector("a[href*='handler=Out']")!.GetAttribute("href")!);

        Assert.That((who.Path(), await IsOut(who)), Is.EqualTo(("/sign-in", true)));
    }

    private Visitor Somebody(string language = "zh-CN") => new(Service, language) { Elsewhere = outside };

    private static async Task Enter(Visitor who)
    {
        await who.Open("/sign-in");
        await Go(who);
    }

    private static Task Go(Visitor who) => who.Open(who.Page.QuerySelector("a[href^='/sign-in/single?back']")!.GetAttribute("href")!);
}

public sealed class When_the_organisation_is_out_of_reach : SignInSpec
{
    protected override void Configure(Settings settings) => settings.SingleSignOn = new SingleSignOn { Authority = "http://127.0.0.1:1", ClientId = Organisation.ClientId };

    [TestCase("/sign-in/single")]
    [TestCase("/sign-in/single?handler=Out")]
    public async Task That_is_said_and_passwords_are_as_good_as_ever(string way)
    {
        await Wang.Open(way);
        Assert.That((Wang.Path(), Wang.Text.Contains("现在连不上单位的登录系统", StringComparison.Ordinal)), Is.EqualTo(("/sign-in?why=SingleDown", true)));

        await Wang.Send(("login", Login), ("password", Password));
        Assert.That(Wang.Path(), Is.EqualTo("/account"));
    }
}

public sealed class When_there_is_no_single_sign_on : SignInSpec
{
    [Test]
    public async Task There_is_no_button_and_no_way()
    {
        await Wang.Open("/sign-in?why=<script>&left=true");
        Assert.That((Wang.Page.QuerySelector("a[href^='/sign-in/single']"), Wang.Page.QuerySelector("main [role=alert]:not([hidden])")), Is.EqualTo(((object?)null, (object?)null)));

        await Wang.Open("/sign-in/single");
        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
