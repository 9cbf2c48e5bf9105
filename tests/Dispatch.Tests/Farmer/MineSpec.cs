using Dispatch.Notifying;
using Dispatch.Tests.Pages;

namespace Dispatch.Tests.Farmer;

/// <summary>A farmer with a mobile, and where what is sent to it can be read.</summary>
public abstract class MineSpec : FarmerSpec
{
    protected const string OtherPhone = "13904780077";
    protected static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    protected override void Configure(Settings settings) => settings.Inbox = true;

    /// <summary>The codes that have been sent, the newest first.</summary>
    protected IReadOnlyList<OutgoingNotice> Codes => Service.Codes();

    private protected Task<string> Asked(Visitor who, string phone = Mobile.Phone) => who.AskForACode(Service, phone);

    private protected Task SignIn(Visitor who, string phone = Mobile.Phone) => who.SignInAsFarmer(Service, phone);

    /// <summary>Another code than this one.</summary>
    protected static string Not(string code) => (code[0] == '9' ? '0' : (char)(code[0] + 1)) + code[1..];

    /// <summary>Whether the page says that one has to give a phone.</summary>
    private protected static async Task<bool> IsOut(Visitor who)
    {
        await who.Open("/my");
        return who.Address.PathAndQuery == "/my/phone";
    }
}
