using System.Net;
using Dispatch.Tests.Pages;
using Dispatch.Web.Pages;

namespace Dispatch.Tests.SignIn;

/// <summary>Beside the lock-out of an account: tries are counted by login and by address, whether there is such an account or not.</summary>
public sealed class When_somebody_guesses_passwords : SignInSpec
{
    [TestCase("zh-CN", "过一小时再试")]
    [TestCase("en", "Try again in an hour")]
    public async Task After_so_many_tries_from_one_place_nobody_signs_in_from_there(string language, string words)
    {
        for (var n = 0; n < Tries.OfAddress; n++) await Guess(1, $"guess{n}");
        var who = new Visitor(Service, language);
        await who.SignIn(Login, Password);
        Assert.That((who.Status, await IsOut(who)), Is.EqualTo((HttpStatusCode.TooManyRequests, true)));
        await who.SignIn(Login, Password);
        Assert.That(who.Text, Does.Contain(words));

        Service.Clock.Advance(TimeSpan.FromHours(1));
        await who.SignIn(Login, Password);
        Assert.That(who.Path(), Is.EqualTo("/account"));
    }

    [TestCase("nobody")]
    [TestCase(Login)]
    public async Task After_so_many_tries_at_one_login_nobody_opens_it(string login)
    {
        await Guess(Tries.OfNumber - 1, login);
        await Wang.SignIn(login, "Wrong-pass-1");
        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        await Wang.SignIn($" {login.ToUpperInvariant()}", "Wrong-pass-1");

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task Who_is_right_may_sign_in_as_often_as_they_like()
    {
        for (var n = 0; n <= Tries.OfNumber; n++)
        {
            var who = new Visitor(Service);
            await who.SignIn(Login, Password);
            Assert.That(who.Path(), Is.EqualTo("/account"));
        }
    }
}
