using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Tests.Pages;

namespace Dispatch.Tests.SignIn;

/// <summary>A small district, and Wang Fang, who is a clerk of its station and has an account.</summary>
public abstract class SignInSpec : ServiceSpec
{
    protected const string Login = "wangfang";

    /// <summary>One that she could choose.</summary>
    protected const string Chosen = "Kuihua-2026";

    /// <summary>How long a cookie is believed.</summary>
    protected static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);

    /// <summary>A little over it.</summary>
    protected static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    protected string Password { get; private set; } = null!;

    private protected Visitor Wang { get; private set; } = null!;

    /// <summary>Whether somebody else has seen it.</summary>
    protected virtual bool OneTime => false;

    [SetUp]
    public async Task Employ()
    {
        await Service.Settle(Langshan.Expert("E1"));
        Password = await Service.Employ(new Newcomer(Login, "王芳", Role.Clerk, Station: Langshan.Station.Code), OneTime);
        Wang = new Visitor(Service);
    }

    /// <summary>Whether the page says that one has to sign in.</summary>
    private protected static async Task<bool> IsOut(Visitor who)
    {
        await who.Open("/account");
        return who.Path() == "/sign-in?back=%2Faccount";
    }

    private protected async Task Guess(int times, string login = Login)
    {
        for (var n = 0; n < times; n++) await new Visitor(Service).SignIn(login, "Wrong-pass-1");
    }
}
