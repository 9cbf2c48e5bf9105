using System.Net;
using Dispatch.Accounts;
using Dispatch.Tests.Pages;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.SignIn;

public sealed class When_an_account_is_reset_or_closed : SignInSpec
{
    [Test]
    public async Task Reset_the_old_password_is_no_good_and_the_new_one_is_for_one_time()
    {
        var password = await Service.Reset(Login);
        await Wang.SignIn(Login, Password);
        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.BadRequest));

        await Wang.SignIn(Login, password);
        Assert.That(Wang.Path(), Is.EqualTo("/account/password"));
        Assert.That((await Service.Account(Login)).OneTimeUntil, Is.EqualTo(Service.Monday + AccountBook.OneTimeLife));
    }

    /// <summary>Seen red without another security stamp.</summary>
    [Test]
    public async Task Reset_who_was_signed_in_is_out_within_a_minute()
    {
        await Wang.SignIn(Login, Password);
        await Service.Reset(Login);
        Service.Clock.Advance(Trust + Moment);

        Assert.That(await IsOut(Wang));
    }

    [Test]
    public async Task Reset_who_was_locked_out_may_sign_in_at_once()
    {
        await Guess(5);
        await Wang.SignIn(Login, await Service.Reset(Login));

        Assert.That(Wang.Path(), Is.EqualTo("/account/password"));
    }

    /// <summary>Seen red: a password was handed out that was good for nothing. Somebody signs in between the look and the writing.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task It_is_done_also_while_somebody_signs_in(bool reset)
    {
        await using var scope = Service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync(Login);
        await Guess(1);
        var book = scope.ServiceProvider.GetRequiredService<AccountBook>();
        var password = reset ? (await book.Reset(Login, CancellationToken.None)).Password! : Password;
        if (!reset) await book.Close(Login, CancellationToken.None);
        await Wang.SignIn(Login, password);

        Assert.That(Wang.Path(), Is.EqualTo(reset ? "/account/password" : "/sign-in"));
    }

    [Test]
    public async Task Closed_nobody_signs_in_with_it()
    {
        await Service.Book(book => book.Close(Login, CancellationToken.None));
        await Wang.SignIn(Login, Password);

        Assert.That((Wang.Status, await IsOut(Wang)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
    }

    [Test]
    public async Task Closed_who_was_signed_in_is_out_within_a_minute_and_changes_no_password_until_then()
    {
        await Wang.SignIn(Login, Password);
        var other = new Visitor(Service);
        await other.SignIn(Login, Password);
        await Service.Book(book => book.Close(Login, CancellationToken.None));
        await Wang.Change(Password, Chosen);
        Assert.That(Wang.Path(), Is.EqualTo("/sign-in"));

        Service.Clock.Advance(Trust + Moment);
        Assert.That(await IsOut(other));
    }

    /// <summary>Seen red: it had a password, with which nobody could sign in.</summary>
    [Test]
    public async Task Closed_it_is_not_reset()
    {
        await Service.Book(book => book.Close(Login, CancellationToken.None));

        Assert.That(await Service.Book(book => book.Reset(Login, CancellationToken.None)), Is.EqualTo(((string?)null, (AccountTrouble?)AccountTrouble.AccountClosed)));
    }

    [Test]
    public async Task Closed_twice_it_is_closed_since_the_first_time()
    {
        await Service.Book(book => book.Close(Login, CancellationToken.None));
        Service.Clock.Advance(Trust);
        await Service.Book(book => book.Close(Login, CancellationToken.None));

        Assert.That((await Service.Account(Login)).ClosedAt, Is.EqualTo(Service.Monday));
    }
}
