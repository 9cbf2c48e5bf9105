using System.Net;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Tests.Pages;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Tests.SignIn;

public sealed class When_a_passkey_is_used : SignInSpec
{
    private Authenticator phone = null!;

    private readonly Said said = new();

    protected override void Also(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(said);

    /// <summary>Why something was refused, for whoever reads of a failure.</summary>
    [TearDown]
    public void Tell() => TestContext.Out.WriteLine(string.Join('\n', said.All));

    [SetUp]
    public void Carry() => phone = new Authenticator();

    [TearDown]
    public void Leave() => phone.Dispose();

    [Test]
    public async Task It_is_added_under_a_name_and_signs_in_without_a_password()
    {
        await Wang.SignIn(Login, Password);
        await Add(Wang, "我的手机");
        Assert.That((Wang.Path(), Wang.Text.Contains("我的手机", StringComparison.Ordinal)), Is.EqualTo(("/account/passkeys?changed=true", true)));

        var morning = new Visitor(Service);
        await Show(morning, back: "/lectures");
        Assert.That(morning.Path(), Is.EqualTo("/lectures"));
        await morning.Open("/account");
        Assert.That(morning.Title, Is.EqualTo("王芳"));
    }

    [Test]
    public async Task It_takes_the_place_of_no_session_elsewhere()
    {
        var elsewhere = new Visitor(Service);
        await elsewhere.SignIn(Login, Password);
        await Wang.SignIn(Login, Password);
        await Add(Wang, "电脑");
        Service.Clock.Advance(Trust + Moment);

        Assert.That((await IsOut(elsewhere), await IsOut(Wang)), Is.EqualTo((true, false)));
    }

    /// <summary>Seen red without asking for the password: an open screen was enough.</summary>
    [TestCase("电脑", "Wrong-pass-1", "before", "错误： 不对。")]
    [TestCase("电脑", "", "before", "错误： 必填。")]
    [TestCase("", null, "passkeyName", "错误： 必填。")]
    public async Task It_is_added_only_under_a_name_and_by_who_knows_the_password(string name, string? password, string field, string words)
    {
        await Wang.SignIn(Login, Password);
        await Add(Wang, name, password ?? Password);

        Assert.That((Wang.Status, Wang.ErrorOf(field), await Passkeys()), Is.EqualTo((HttpStatusCode.BadRequest, words, 0)));
    }

    [Test]
    public async Task Whoever_guesses_the_password_there_is_put_out_after_five_tries()
    {
        await Wang.SignIn(Login, Password);
        for (var n = 0; n < 5; n++) await Add(Wang, "电脑", "Wrong-pass-1");

        Assert.That(await IsOut(Wang));
    }

    [Test]
    public async Task What_was_asked_of_one_can_t_be_answered_for_another()
    {
        var zhao = new Visitor(Service);
        await zhao.SignIn("zhao", await Service.Employ(new Newcomer("zhao", "赵强", Role.Desk)));
        await Wang.SignIn(Login, Password);
        var answer = phone.Make(await Ask(Wang, "电脑", Password));
        await zhao.Open("/account/passkeys");
        await zhao.Say("Add", ("passkeyName", "电脑"), ("before", "whatever"), ("credential", answer));

        Assert.That((zhao.Status, await Passkeys()), Is.EqualTo((HttpStatusCode.BadRequest, 0)));
    }

    [TestCase("closed")]
    [TestCase("locked")]
    [TestCase("reset")]
    [TestCase("removed")]
    [TestCase("never asked")]
    [TestCase("shown twice")]
    [TestCase("another site")]
    [TestCase("nobody's finger")]
    public async Task It_opens_nothing(string why)
    {
        await Wang.SignIn(Login, Password);
        await Add(Wang, "电脑");
        Assert.That(await Passkeys(), Is.EqualTo(1));
        var who = new Visitor(Service);
        using var foreign = new Authenticator { Origin = "http://evil.example" };
        switch (why)
        {
            case "closed": await Service.Book(book => book.Close(Login, CancellationToken.None)); break;
            case "locked": await Guess(5); break;
            case "reset": await Service.Reset(Login); break;
            case "removed": await Wang.Say("Remove"); break;
            case "nobody's finger": phone.Knows = false; break;
        }
        switch (why)
        {
            case "never asked":
                await who.Open("/sign-in");
                await who.Say("Passkey", ("credential", phone.Show("""{"challenge":"AAAA","rpId":"localhost"}""")));
                break;
            case "shown twice":
                await who.Open("/sign-in");
                var answer = phone.Show(await Options(who, "PasskeyOptions"));
                await who.Open("/sign-in");
                await who.Say("Passkey", ("credential", answer));
                await who.Open("/account");
                await who.Send();
                await who.Open("/sign-in");
                await who.Say("Passkey", ("credential", answer));
                break;
            case "another site":
                await who.Open("/sign-in");
                var stolen = foreign.Show(await Options(who, "PasskeyOptions"));
                await who.Open("/sign-in");
                await who.Say("Passkey", ("credential", stolen));
                break;
            default: await Show(who); break;
        }

        Assert.That((who.Status, who.Text.Contains("通行密钥没有通过", StringComparison.Ordinal), await IsOut(who)), Is.EqualTo((HttpStatusCode.BadRequest, true, true)));
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("not JSON")]
    public async Task What_is_no_answer_is_refused(string credential)
    {
        await Wang.Open("/sign-in");
        await Options(Wang, "PasskeyOptions");
        await Wang.Open("/sign-in");
        await Wang.Say("Passkey", ("credential", credential));

        Assert.That((Wang.Status, Wang.Text.Contains("通行密钥没有通过", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
    }

    /// <summary>Seen red: the passkey outlived the reset.</summary>
    [Test]
    public async Task After_a_reset_there_is_none_left()
    {
        await Wang.SignIn(Login, Password);
        await Add(Wang, "电脑");
        await Service.Reset(Login);

        Assert.That(await Passkeys(), Is.Zero);
    }

    [Test]
    public async Task Where_no_script_runs_its_form_is_not_to_be_seen()
    {
        await Wang.Open("/sign-in");
        Assert.That(Wang.Page.QuerySelector("form[data-passkey]")!.HasAttribute("hidden"));
        await Wang.SignIn(Login, Password);
        await Wang.Open("/account/passkeys");
        Assert.That((Wang.Page.QuerySelector("form[data-passkey]")!.HasAttribute("hidden"), Wang.Text.Contains("密码照样可用", StringComparison.Ordinal)), Is.EqualTo((true, true)));
    }

    private Task<int> Passkeys() => Service.Db(db => db.Set<IdentityUserPasskey<Guid>>().CountAsync());

    /// <summary>As the script does it: asks, has it answered, and sends the form.</summary>
    private async Task Add(Visitor who, string name, string? password = null)
    {
        var asked = await Ask(who, name, password ?? Password);
        var answer = asked.StartsWith('{') ? phone.Make(asked) : "";
        await who.Open("/account/passkeys");
        if (who.Path() != "/account/passkeys") return;
        await who.Say("Add", ("passkeyName", name), ("before", password ?? Password), ("credential", answer));
    }

    private async Task Show(Visitor who, string? back = null)
    {
        var page = "/sign-in" + (back is null ? "" : $"?back={Uri.EscapeDataString(back)}");
        await who.Open(page);
        var answer = phone.Show(await Options(who, "PasskeyOptions"));
        await who.Open(page);
        await who.Say("Passkey", ("credential", answer));
    }

    private static async Task<string> Ask(Visitor who, string name, string password)
    {
        await who.Open("/account/passkeys");
        return who.Path() == "/account/passkeys" ? await Options(who, "Options", ("passkeyName", name), ("before", password)) : "";
    }

    /// <summary>Fetches what the authenticator is to be asked, with the page's form.</summary>
    private static async Task<string> Options(Visitor who, string handler, params (string Field, string? Value)[] typed)
    {
        var form = who.Page.QuerySelector("form[data-passkey]")!;
        form.SetAttribute("action", form.GetAttribute("data-options"));
        await who.Say(handler, typed);
        return who.Page.Body!.TextContent;
    }
}
