using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Notifying;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Farmer.Mine;

/// <summary>Asks for a code to be sent to a mobile. The answer is the same whether anybody has left that number or not.</summary>
public sealed class PhoneModel(Words say, FarmersDoor door, FarmerCodes codes, TellFarmerCode telling, Tries tries) : AskingPage(say, door, codes, tries)
{
    [BindProperty]
    public string? Mobile { get; set; }

    /// <summary>A service without a way to a phone says so instead.</summary>
    public bool CanSend => telling.CanSend;

    public async Task<IActionResult> OnGetAsync() => await Door.Of(HttpContext) is null ? Page() : Redirect("/my");

    public async Task<IActionResult> OnPostAsync()
    {
        var check = new Check();
        var phone = check.Phone("mobile", Mobile);
        if (!check.Failed && !phone.StartsWith('1')) check.Fail("mobile", "NotAMobile");
        return check.Failed ? Complain(check.Errors) : await Ask(phone);
    }
}
