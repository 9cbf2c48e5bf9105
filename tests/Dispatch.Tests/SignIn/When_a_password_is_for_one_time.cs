using System.Net;
using Dispatch.Accounts;
using Dispatch.Tests.Pages;

namespace Dispatch.Tests.SignIn;

/// <summary>Somebody else has seen it, so it opens only the page where it is changed.</summary>
public sealed class When_a_password_is_for_one_time : SignInSpec
{
    protected override bool OneTime => true;

    [TestCase(null)]
    [TestCase("/account")]
    [TestCase("/account?changed=true")]
    public async Task It_leads_only_to_where_it_is_changed(string? back)
    {
        await Wang.SignIn(Login, Password, back);
        Assert.That((Wang.Path(), Wang.Text.Contains("这个密码别人也见过", StringComparison.Ordinal)), Is.EqualTo(("/account/password", true)));

        await Wang.Open(back ?? "/account");
        Assert.That(Wang.Path(), Is.EqualTo("/account/password"));
    }

    [Test]
    public async Task Once_it_is_changed_everything_is_open_and_only_the_new_one_is_good()
    {
        await Wang.SignIn(Login, Password);
        await Wang.Change(Password, Chosen);
        Assert.That((Wang.Path(), Wang.Text.Contains("密码已修改", StringComparison.Ordinal)), Is.EqualTo(("/account?changed=true", true)));
        Service.Clock.Advance(Trust + Moment);
        Assert.That(await IsOut(Wang), Is.False);

        var again = new Visitor(Service);
        await again.SignIn(Login, Password);
        Assert.That(again.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Service.Clock.Advance(AccountBook.OneTimeLife + Moment);
        await again.SignIn(Login, Chosen);
        Assert.That(again.Path(), Is.EqualTo("/account"));
    }

    /// <summary>Seen red: there was no way out but through a new password.</summary>
    [Test]
    public async Task Who_does_not_want_to_change_it_here_signs_out()
    {
        await Wang.SignIn(Login, Password);
        await Wang.Say("Out");
        Assert.That(Wang.Path(), Is.EqualTo("/sign-in"));

        Assert.That(await IsOut(Wang));
    }

    /// <summary>Seen red without asking for its age.</summary>
    [TestCase("zh-CN", "一次性密码已经过期")]
    [TestCase("en", "The one-time password is no longer good")]
    public async Task After_seven_days_it_is_no_good(string language, string words)
    {
        var who = new Visitor(Service, language);
        Service.Clock.Advance(AccountBook.OneTimeLife);
        await who.SignIn(Login, Password);
        Assert.That(who.Path(), Is.EqualTo("/account/password"));

        Service.Clock.Advance(Moment);
        var late = new Visitor(Service, language);
        await late.SignIn(Login, Password);
        Assert.That((late.Status, await IsOut(late)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        await late.SignIn(Login, Password);
        Assert.That(late.Text, Does.Contain(words));
    }

    /// <summary>Seen red: its age was asked at the door only, and whoever was in stayed in.</summary>
    [Test]
    public async Task Whoever_is_in_with_it_is_out_when_it_is_no_longer_good()
    {
        Service.Clock.Advance(AccountBook.OneTimeLife - TimeSpan.FromHours(1));
        await Wang.SignIn(Login, Password);
        Service.Clock.Advance(TimeSpan.FromHours(1));
        await Wang.Open("/account/password");
        Assert.That(Wang.Path(), Is.EqualTo("/account/password"));

        Service.Clock.Advance(Moment);
        await Wang.Send(("before", Password), ("password", Chosen), ("again", Chosen));
        Assert.That((Wang.Status, await IsOut(Wang)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        Assert.That((await Service.Account(Login)).OneTimeUntil, Is.Not.Null);
    }

    /// <summary>Seen red: counting the wrong try kept the account as if the password had been changed, and a minute later everything was open.</summary>
    [Test]
    public async Task A_slip_on_the_way_does_not_make_it_an_ordinary_one()
    {
        await Wang.SignIn(Login, Password);
        await Wang.Change("Wrong-pass-1", Chosen);
        Assert.That(Wang.ErrorOf("before"), Is.EqualTo("错误： 不对。"));
        Service.Clock.Advance(Trust + Moment);

        await Wang.Open("/account");
        Assert.That(Wang.Path(), Is.EqualTo("/account/password"));
        Assert.That((await Service.Account(Login)).OneTimeUntil, Is.EqualTo(Service.Monday + AccountBook.OneTimeLife));
    }
}
