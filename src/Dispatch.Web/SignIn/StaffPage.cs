using System.Reflection;
using Dispatch.Accounts;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dispatch.Web.SignIn;

/// <summary>A page for who has signed in and may do what it is for: the act it names, and the one its button names.</summary>
public abstract class StaffPage(Words say) : DispatchPage(say)
{
    /// <summary>Who looks at it.</summary>
    public SignedIn Me { get; private set; } = null!;

    /// <summary>Sends who has not signed in to where that is done, and who has a password that others know to where it is changed.</summary>
    /// <exception cref="NotAllowed">It is not granted to that role.</exception>
    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (SignedIn.Of(User) is not { } me) context.Result = Redirect($"/sign-in?back={Uri.EscapeDataString(Request.Path + (HttpMethods.IsGet(Request.Method) ? Request.QueryString : default))}");
        else if (me.MustChange && this is not PasswordModel) context.Result = Redirect("/account/password");
        else
        {
            Me = me;
            foreach (var act in Acts(context)) Require(act);
            await next();
        }
    }

    /// <summary>Whether a button is to be shown.</summary>
    /// <param name="act">What it does.</param>
    /// <param name="station">Whose it is, where it is some station's.</param>
    public bool May(string act, StationId? station) => Rights.Allow(act, Me.Actor.Role, Me.Station, station);

    /// <exception cref="NotAllowed">It is another station's, and this role may only do it at its own.</exception>
    protected void Require(string act, StationId? station)
    {
        Require(act);
        if (!May(act, station)) throw new NotAllowed("NotYourStation");
    }

    private void Require(string act)
    {
        if (!Rights.Of(act).Contains(Me.Actor.Role)) throw new NotAllowed("NotYourRole", Me.Actor.Role, string.Join(", ", Rights.Of(act)));
    }

    private IEnumerable<string> Acts(PageHandlerExecutingContext context) =>
        new[] { GetType().GetCustomAttribute<ActAttribute>(), context.HandlerMethod?.MethodInfo.GetCustomAttribute<ActAttribute>() }.OfType<ActAttribute>().Select(act => act.Name);
}
