using System.Net;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.SignIn;

public sealed class When_somebody_signs_in : SignInSpec
{
    [Test]
    public async Task With_the_right_password_they_are_in()
    {
        await Wang.SignIn($" {Login.ToUpperInvariant()} ", Password);

        Assert.That((Wang.Status, Wang.Path(), Wang.Title), Is.EqualTo((HttpStatusCode.OK, "/account", "王芳")));
        Assert.That(Wang.Text, Does.Contain("驿站专员 · 狼山镇驿站"));
    }

    [Test]
    public async Task They_go_on_where_they_were_going()
    {
        await Wang.Open("/account?changed=true");
        Assert.That(Wang.Path(), Is.EqualTo("/sign-in?back=%2Faccount%3Fchanged%3Dtrue"));
        await Wang.Send(("login", Login), ("password", Password));

        Assert.That(Wang.Path(), Is.EqualTo("/account?changed=true"));
    }

    [Test]
    public async Task They_go_on_there_after_a_slip_as_well()
    {
        await Wang.SignIn(Login, "Wrong-pass-1", back: "/lectures");
        await Wang.Send(("login", Login), ("password", Password));

        Assert.That(Wang.Path(), Is.EqualTo("/lectures"));
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example/")]
    [TestCase("javascript:alert(1)")]
    public async Task They_are_led_to_no_other_site(string back)
    {
        await Wang.SignIn(Login, Password, back);

        Assert.That((Wang.Address.Host, Wang.Path()), Is.EqualTo(("localhost", "/account")));
    }

    [Test]
    public async Task Who_is_in_already_is_not_asked_again()
    {
        await Wang.SignIn(Login, Password);
        await Wang.Open("/sign-in");

        Assert.That(Wang.Path(), Is.EqualTo("/account"));
    }

    [TestCase("zh-CN", "错误： 必填。")]
    [TestCase("en", "Error: Please fill this in.")]
    public async Task What_was_left_out_is_said_beside_its_field(string language, string words)
    {
        var who = new Visitor(Service, language);
        await who.SignIn("　", "");

        Assert.That((who.Status, who.ErrorOf("login"), who.ErrorOf("password")), Is.EqualTo((HttpStatusCode.BadRequest, words, words)));
    }

    /// <summary>Seen red: the fifth wrong try had other words, so that whoever guessed learned which logins there are.</summary>
    [TestCase("zh-CN", "登录名或密码不对")]
    [TestCase("en", "The login or the password is wrong")]
    public async Task Whoever_guesses_learns_nothing_about_who_has_an_account(string language, string words)
    {
        await Service.Employ(new Newcomer("zhao", "赵强", Role.Desk));
        await Service.Book(book => book.Close("zhao", CancellationToken.None));
        var answers = new List<(HttpStatusCode, string)>();
        foreach (var login in new[] { Login, "zhao", "nobody" })
            for (var n = 0; n < 6; n++)
            {
                var who = new Visitor(Service, language);
                await who.SignIn(login, "Wrong-pass-1");
                answers.Add((who.Status, who.Text));
            }

        Assert.That(answers.Distinct().Single(), Is.EqualTo((HttpStatusCode.BadRequest, answers[0].Item2)));
        Assert.That(answers[0].Item2, Does.Contain(words));
    }

    [Test]
    public async Task What_was_typed_is_not_shown_again_where_it_is_secret()
    {
        await Wang.SignIn(Login, "Wrong-pass-1");

        Assert.That((Wang.ValueOf("login"), Wang.ValueOf("password")), Is.EqualTo((Login, "")));
    }

    [Test]
    public async Task After_five_wrong_ones_the_right_one_is_refused_too()
    {
        await Guess(5);
        await Wang.SignIn(Login, Password);
        Assert.That((Wang.Status, await IsOut(Wang)), Is.EqualTo((HttpStatusCode.BadRequest, true)));

        // Identity measures a lock-out by the machine's clock.
        await Service.Db(db => db.Set<Account>().ExecuteUpdateAsync(row => row.SetProperty(account => account.LockoutEnd, Service.Monday.AddYears(-10))));
        await Wang.SignIn(Login, Password);
        Assert.That(Wang.Path(), Is.EqualTo("/account"));
    }

    [Test]
    public async Task After_the_right_one_they_have_five_tries_again()
    {
        await Guess(4);
        await new Visitor(Service).SignIn(Login, Password);
        await Guess(4);
        await Wang.SignIn(Login, Password);

        Assert.That(Wang.Path(), Is.EqualTo("/account"));
    }

    [Test]
    public async Task A_browser_keeps_it_from_scripts_and_other_sites_and_the_open_wire()
    {
        var who = new Visitor(Service, at: "https://localhost/");
        await who.SignIn(Login, Password);
        var cookie = who.SetCookies.Single(set => set.StartsWith("account=", StringComparison.Ordinal)).ToLowerInvariant();

        Assert.That(cookie, Does.Contain("; httponly").And.Contain("; samesite=lax").And.Contain("; secure").And.Contain("; path=/;").And.Not.Contain("expires="));
    }

    /// <summary>Seen red with a lock on the API that any scheme opens. Another site's form would send the cookie along.</summary>
    [Test]
    public async Task The_cookie_opens_nothing_of_the_API()
    {
        await Service.Employ(new Newcomer("admin", "管理员", Role.Administrator));
        using var stranger = Service.Client(key: null);
        foreach (var path in new[] { "/api/v1/towns", "/api/v1/orders", "/api/v1/errors" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Cookie", await CookieOf("admin") }, { "Dispatch-Actor", "Administrator:li" } } };
            using var answer = await stranger.SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), path);
        }
    }

    [Test]
    public async Task A_form_that_another_site_sends_signs_nobody_in()
    {
        using var answer = await Service.Http.PostAsync("/sign-in", new FormUrlEncodedContent([new("login", Login), new("password", Password)]));

        Assert.That((answer.StatusCode, answer.Headers.Contains("Set-Cookie")), Is.EqualTo((HttpStatusCode.BadRequest, false)));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("这个页面打开得太久了"));
    }

    [Test]
    public async Task Signing_out_they_are_out()
    {
        await Wang.SignIn(Login, Password);
        await Wang.Send();
        Assert.That(Wang.Path(), Is.EqualTo("/sign-in?left=true"));

        Assert.That(await IsOut(Wang));
    }

    [Test]
    public async Task Who_does_nothing_for_a_working_day_is_out_and_who_goes_on_is_not()
    {
        await Wang.SignIn(Login, Password);
        for (var n = 0; n < 2; n++)
        {
            Service.Clock.Advance(TimeSpan.FromHours(9));
            Assert.That(await IsOut(Wang), Is.False);
        }
        Service.Clock.Advance(TimeSpan.FromHours(10) + Moment);

        Assert.That(await IsOut(Wang));
    }

    /// <summary>Seen red: the clerk, whose board it is, was not shown the way there.</summary>
    [Test]
    public async Task They_are_shown_the_way_to_what_they_may_do()
    {
        await Wang.SignIn(Login, Password);
        Assert.That(Ways(Wang), Is.EqualTo(new[] { "/board", "/board/lectures", "/board/pairings", "/experts", "/ledger", "/load", "/map", "/account/password", "/account/passkeys" }));

        var expert = new Visitor(Service);
        await expert.SignIn("e1", await Service.Employ(new Newcomer("e1", "专家E1", Role.Expert, Expert: "E1")));
        Assert.That(Ways(expert), Does.Not.Contain("/board"));
    }

    private static IEnumerable<string?> Ways(Visitor who) => who.Page.QuerySelectorAll("main .doors a").Select(way => way.GetAttribute("href"));

    private async Task<string> CookieOf(string login)
    {
        var who = new Visitor(Service);
        await who.SignIn(login, await Service.Reset(login));
        return who.SetCookies.Single(set => set.StartsWith("account=", StringComparison.Ordinal)).Split(';')[0];
    }
}
