using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Tests.Farmer;
using Dispatch.Tests.SignIn;
using Dispatch.Web.Farmer.Mine;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Tests.Pages;

/// <summary>Promise 7 for people: every page and every button is tried in every role that has an account, and by nobody in particular.</summary>
public sealed partial class When_everybody_opens_every_page : SharedServiceSpec
{
    /// <summary>Who may see these is everybody. A page that is not here has a lock.</summary>
    private static readonly string[] Public =
    [
        "/", "/menu", "/lectures", "/lectures/{id:guid}", "/lectures/{id:guid}/enrolled", "/follow", "/follow/{tracking}",
        "/report", "/report/{id}", "/report/{id}/where", "/report/{id}/who", "/report/{id}/send", "/report/{id}/sent",
        "/my/phone", "/my/code", "/inbox", "/attend/{code}",
        "/sign-in", "/sign-in/single", "/language/{language}", "/trouble",
    ];

    private static readonly Newcomer[] People =
    [
        new("clerk", "王芳", Role.Clerk, Station: Langshan.Station.Code), new("expert", "专家E1", Role.Expert, Expert: "E1"),
        new("desk", "调度台", Role.Desk), new("office", "人才办", Role.Office), new("admin", "管理员", Role.Administrator),
    ];

    protected override void Configure(Settings settings) => settings.Inbox = true;

    private readonly Dictionary<Role, string> passwords = [];
    private IReadOnlyList<(string Route, CompiledPageActionDescriptor Page)> pages = null!;

    [OneTimeSetUp]
    public async Task Walk()
    {
        await Service.Settle(Langshan.Expert("E1"));
        foreach (var who in People) passwords[who.Role] = await Service.Employ(who);
        var found = new List<(string, CompiledPageActionDescriptor)>();
        foreach (var endpoint in Service.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                found.Add(("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), await Service.Get<PageLoader>().LoadAsync(page, EndpointMetadataCollection.Empty)));
        pages = found;
    }

    [Test]
    public void Everybody_who_may_have_an_account_is_there() =>
        Assert.That(People.Select(who => who.Role), Is.EquivalentTo(Rights.People.Except([Role.Farmer])));

    /// <summary>Seen red with a page that had no lock.</summary>
    [Test]
    public void Each_page_has_a_lock_or_is_known_to_be_for_everybody() =>
        Assert.That(pages.Where(page => !IsLocked(page.Page) && !IsFarmers(page.Page)).Select(page => page.Route), Is.EquivalentTo(Public));

    [Test]
    public void Each_act_that_a_page_or_a_button_names_is_in_the_table() =>
        Assert.That(pages.SelectMany(page => Tries(page.Page)).SelectMany(button => button.Acts).Except(Rights.Acts), Is.Empty);

    /// <summary>Seen red: by a method called PAGE one reached the lock itself, as if it were a button.</summary>
    [Test]
    public async Task Who_has_not_signed_in_is_sent_to_where_that_is_done()
    {
        var stranger = new Visitor(Service);
        foreach (var (route, page) in pages.Where(page => IsLocked(page.Page)))
            foreach (var button in Tries(page))
            {
                await stranger.Open("/sign-in");
                await stranger.Try(button.Method, Filled(route) + button.Query);
                Assert.That(stranger.Path(), Does.StartWith("/sign-in?back=" + Uri.EscapeDataString(Filled(route))), $"{button.Method} {route}{button.Query}");
            }
    }

    /// <summary>Seen red with acts on the account's page and its button that were not asked for.</summary>
    [Test]
    public async Task Who_has_the_right_is_let_in_and_nobody_else()
    {
        foreach (var who in People)
            foreach (var (route, page) in pages.Where(page => IsLocked(page.Page)))
                foreach (var button in Tries(page))
                {
                    var visitor = new Visitor(Service);
                    await visitor.SignIn(who.Login, passwords[who.Role]);
                    await visitor.Try(button.Method, Filled(route) + button.Query);
                    var granted = button.Acts.All(act => Rights.Of(act).Contains(who.Role));
                    Assert.That((visitor.Status, visitor.Title), granted ? Is.Not.EqualTo((HttpStatusCode.Forbidden, "这不归您管")) : Is.EqualTo((HttpStatusCode.Forbidden, "这不归您管")), $"{button.Method} {route}{button.Query} as {who.Role}");
                }
    }

    /// <summary>A farmer is no staff and staff are no farmers, whatever else they may do.</summary>
    [Test]
    public async Task A_farmer_s_page_is_for_a_farmer_who_has_signed_in_and_nothing_else_is()
    {
        await Service.Ordered();
        var farmer = new Visitor(Service);
        await farmer.SignInAsFarmer(Service);
        var staff = new Visitor(Service);
        await staff.SignIn(People[^1].Login, passwords[Role.Administrator]);
        Assert.That(pages.Count(page => IsFarmers(page.Page)), Is.GreaterThan(0));
        foreach (var (route, page) in pages.Where(page => IsFarmers(page.Page) || IsLocked(page.Page)))
            foreach (var button in Tries(page))
            {
                // Each button from one place, and by somebody who is still in.
                var (theirs, others) = IsFarmers(page) ? (farmer.Twin(), staff.Twin()) : (staff.Twin(), farmer.Twin());
                await others.Open("/follow");
                await others.Try(button.Method, Filled(route) + button.Query);
                Assert.That(others.Path(), Does.StartWith(IsFarmers(page) ? "/my/phone" : "/sign-in?back="), $"{button.Method} {route}{button.Query}");
                if (!IsFarmers(page)) continue;
                await theirs.Open("/my");
                await theirs.Try(button.Method, Filled(route) + button.Query);
                Assert.That((theirs.Status, theirs.Path()), Is.EqualTo((HttpStatusCode.OK, button.Method == HttpMethod.Get ? route : "/")), $"{button.Method} {route}{button.Query}");
                if (!button.Query.EndsWith("Everywhere", StringComparison.Ordinal)) continue;
                Service.Clock.Advance(TimeSpan.FromSeconds(1));
                await farmer.SignInAsFarmer(Service);
            }
    }

    private static bool IsFarmers(CompiledPageActionDescriptor page) => page.ModelTypeInfo!.IsSubclassOf(typeof(FarmerPage));

    private static bool IsLocked(CompiledPageActionDescriptor page) => page.ModelTypeInfo!.IsSubclassOf(typeof(StaffPage));

    /// <summary>The page itself and each of its buttons, with what is asked for.</summary>
    private static IEnumerable<(HttpMethod Method, string Query, string[] Acts)> Tries(CompiledPageActionDescriptor page)
    {
        var acts = page.ModelTypeInfo!.GetCustomAttributes<ActAttribute>().Select(act => act.Name).ToArray();
        foreach (var handler in page.HandlerMethods)
            yield return (new HttpMethod(handler.HttpMethod.ToUpperInvariant()), handler.Name is null ? "" : $"?handler={handler.Name}", [.. acts, .. handler.MethodInfo.GetCustomAttributes<ActAttribute>().Select(act => act.Name)]);
    }

    /// <summary>With the number of an order that there is not.</summary>
    private static string Filled(string route) => Hole().Replace(route, TrackingNumber.For(OrderId.For("none")).Value);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
