using System.Text;
using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Dispatch.Web.Farmer.Mine;

/// <summary>Takes the code that was sent, and opens what is the phone's.</summary>
public sealed class CodeModel(Words say, FarmersDoor door, FarmerCodes codes, Tries tries) : AskingPage(say, door, codes, tries)
{
    private const string Typing = "farmer's code";

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>To which the code was sent.</summary>
    public string Phone { get; private set; } = "";

    /// <summary>Who has not said which phone is asked for it first; who is in already, by the other tap of two, goes on.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        context.Result = await Door.Of(HttpContext) is not null ? Redirect("/my") : Door.Asked(HttpContext) is null ? Redirect("/my/phone") : null;
        if (context.Result is not null) return;
        Phone = Door.Asked(HttpContext)!;
        await next();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var check = new Check();
        var typed = string.Concat((Code ?? "").Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        if (Code.ShowsNothing()) check.Fail("code", "Required");
        else if (typed.Length != FarmerCodes.Digits) check.Fail("code", "NotSixDigits");
        if (check.Failed) return Complain(check.Errors);
        var from = HttpContext.Connection.RemoteIpAddress;
        if (!Tries.Take(Typing, Phone, from)) return Wait();
        if (!await Codes.Take(Phone, typed, HttpContext.RequestAborted)) return Complain([new FieldError("code", "NotTheCode")]);
        Tries.GiveBack(Typing, Phone, from);
        Tries.GiveBack(Asking, Phone, from);
        Door.SignIn(HttpContext, Phone);
        return Redirect("/my");
    }

    public Task<IActionResult> OnPostAgainAsync() => Ask(Phone);
}
