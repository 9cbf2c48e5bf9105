using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Dispatch.Tests.SignIn;

/// <summary>A page that the overseers may look at and only the operators may press, and that has a station's order on it.</summary>
public sealed class When_a_page_is_for_an_act
{
    private static readonly StationId Here = StationId.For("S001");

    [TestCase(Role.Desk, nameof(Errors.OnGet), true)]
    [TestCase(Role.Office, nameof(Errors.OnGet), true)]
    [TestCase(Role.Clerk, nameof(Errors.OnGet), false)]
    [TestCase(Role.Expert, nameof(Errors.OnGet), false)]
    [TestCase(Role.Desk, nameof(Errors.OnPost), true)]
    [TestCase(Role.Office, nameof(Errors.OnPost), false)]
    [TestCase(Role.Clerk, nameof(Errors.OnPost), false)]
    public async Task It_is_for_who_may_do_that_and_a_button_for_who_may_do_both(Role role, string handler, bool granted)
    {
        var (page, context) = await Opened(role, handler);
        var shown = false;
        try
        {
            await page.OnPageHandlerExecutionAsync(context, () => Shown(context, () => shown = true));
        }
        catch (NotAllowed refused)
        {
            Assert.That(refused.Key, Is.EqualTo("NotYourRole"));
        }
        Assert.That(shown, Is.EqualTo(granted));
    }

    [TestCase(Role.Clerk, "S001", null)]
    [TestCase(Role.Clerk, "S002", "NotYourStation")]
    [TestCase(Role.Clerk, null, "NotYourStation")]
    [TestCase(Role.Desk, "S002", null)]
    [TestCase(Role.Desk, null, null)]
    [TestCase(Role.Office, "S001", "NotYourRole")]
    public async Task What_is_a_station_s_is_for_its_clerk_and_the_desk(Role role, string? station, string? refused)
    {
        var (page, context) = await Opened<Orders>(role, nameof(Orders.OnGet));
        await page.OnPageHandlerExecutionAsync(context, () => Shown(context, () => { }));
        StationId? whose = station is null ? null : StationId.For(station);

        if (refused is null) Assert.That(() => page.Cancel(whose), Throws.Nothing);
        else Assert.That(() => page.Cancel(whose), Throws.TypeOf<NotAllowed>().With.Property(nameof(NotAllowed.Key)).EqualTo(refused));
        Assert.That(page.May("cancelOrder", whose), Is.EqualTo(refused is null));
    }

    private static Task<(Errors Page, PageHandlerExecutingContext Context)> Opened(Role role, string handler) => Opened<Errors>(role, handler);

    private static async Task<(T Page, PageHandlerExecutingContext Context)> Opened<T>(Role role, string handler)
        where T : StaffPage
    {
        var account = new Account { Id = Guid.CreateVersion7(), UserName = "wang", Name = "王芳", Role = role, Station = role == Role.Clerk ? Here : null, MadeAt = Service.Monday, SecurityStamp = "1" };
        var http = new DefaultHttpContext { User = await new SignedIn.Factory(Options.Create(new IdentityOptions())).CreateAsync(account) };
        var page = (T)Activator.CreateInstance(typeof(T), new Words(new HttpContextAccessor { HttpContext = http }, new Settings().Limits()))!;
        page.PageContext = Context(http);
        var method = new HandlerMethodDescriptor { MethodInfo = typeof(T).GetMethod(handler)! };
        return (page, new PageHandlerExecutingContext(page.PageContext, [], method, new Dictionary<string, object?>(), page));
    }

    private static PageContext Context(HttpContext http) => new(new ActionContext(http, new RouteData(), new CompiledPageActionDescriptor()));

    private static Task<PageHandlerExecutedContext> Shown(PageHandlerExecutingContext context, Action show)
    {
        show();
        return Task.FromResult(new PageHandlerExecutedContext(Context(context.HttpContext), [], context.HandlerMethod, context.HandlerInstance));
    }

    [Act("listErrors")]
    private sealed class Errors(Words say) : StaffPage(say)
    {
        public static void OnGet()
        {
        }

        [Act("replayError")]
        public static void OnPost()
        {
        }
    }

    private sealed class Orders(Words say) : StaffPage(say)
    {
        public static void OnGet()
        {
        }

        public void Cancel(StationId? whose) => Require("cancelOrder", whose);
    }
}
