using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dispatch.Web.Farmer.Mine;

/// <summary>A page for a farmer who has signed in with a code; everybody else is sent to where that is done.</summary>
public abstract class FarmerPage(Words say, FarmersDoor door) : DispatchPage(say)
{
    /// <summary>Whose page it is.</summary>
    public string Phone { get; private set; } = "";

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await door.Of(HttpContext) is not { } phone)
        {
            context.Result = Redirect("/my/phone");
            return;
        }
        Phone = phone;
        await next();
    }
}
