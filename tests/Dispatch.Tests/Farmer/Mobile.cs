using Dispatch.Notifying;
using Dispatch.Tests.Pages;

namespace Dispatch.Tests.Farmer;

/// <summary>What comes to farmers' phones, where the service keeps it for who tries it out.</summary>
internal static class Mobile
{
    /// <summary>Of who orders unless something else is said.</summary>
    public const string Phone = "13804780001";

    /// <summary>The newest first.</summary>
    public static IReadOnlyList<OutgoingNotice> Codes(this Service service) =>
        [.. service.Get<Sinks>().Inbox!.Newest.Select(one => one.Notice).Where(notice => notice.Template == "Code")];

    /// <summary>Has a code sent.</summary>
    /// <returns>As it is read on the phone.</returns>
    public static async Task<string> AskForACode(this Visitor who, Service service, string phone = Phone)
    {
        var before = service.Codes().Count;
        await who.Open("/my/phone");
        await who.Send(("mobile", phone));
        return await service.CodeAfter(before);
    }

    /// <summary>The code that comes after so many.</summary>
    public static async Task<string> CodeAfter(this Service service, int before)
    {
        await OrderDesk.Until(() => Task.FromResult(service.Codes().Count > before));
        return string.Concat(service.Codes()[0].Text.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit));
    }

    public static async Task SignInAsFarmer(this Visitor who, Service service, string phone = Phone) => await who.Send(("code", await who.AskForACode(service, phone)));
}
