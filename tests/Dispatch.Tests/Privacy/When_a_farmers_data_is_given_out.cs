using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Http;
using Dispatch.Tests.Pages;
using Dispatch.Tests.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Tests.Privacy;

/// <summary>Every endpoint and every page is asked in every role; what has the farmer's phone, name or words in it must be in the audit log.</summary>
public sealed partial class When_a_farmers_data_is_given_out : SharedServiceSpec
{
    private static readonly Newcomer[] People =
    [
        new("clerk", "王芳", Role.Clerk, Station: Langshan.Station.Code), new("expert", "专家E1", Role.Expert, Expert: "E1"),
        new("desk", "调度台", Role.Desk), new("office", "人才办", Role.Office), new("admin", "管理员", Role.Administrator),
    ];

    private Traces traces = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        await Service.Settle(Langshan.Expert("E1"));
        traces = await Traces.Leave(Service);
    }

    /// <summary>Seen red without the mark on the list of those to be called back.</summary>
    [Test]
    public async Task By_the_api_it_is_in_the_log()
    {
        var given = new List<string>();
        foreach (var (name, path) in await Acts())
            foreach (var role in Rights.People)
            {
                var before = (await Traces.Audit(Service)).Count;
                if (Shows(await Asked(path, role)) && Noted(given, $"{name} as {role}", before, await Traces.Audit(Service)) is { } row) Assert.That((row.Role, row.Key), Is.EqualTo((role, "tests")), name);
            }
        Assert.That(given, Has.Count.GreaterThan(8), "the search for them is broken");
    }

    /// <summary>Seen red without the mark on the order's page.</summary>
    [Test]
    public async Task By_a_page_it_is_in_the_log()
    {
        var given = new List<string>();
        foreach (var who in People)
        {
            var visitor = new Visitor(Service);
            await visitor.SignIn(who.Login, await Service.Employ(who));
            foreach (var route in Pages())
            {
                var before = (await Traces.Audit(Service)).Count;
                await visitor.Open(Filled(route));
                if (Shows(visitor.Page.Source.Text) && Noted(given, $"{route} as {who.Role}", before, await Traces.Audit(Service)) is { } row) Assert.That((row.Role, row.Key), Is.EqualTo((who.Role, (string?)null)), route);
            }
        }
        Assert.That(given, Has.Count.GreaterThan(3), "the search for them is broken");
    }

    [Test]
    public async Task By_the_farmer_s_own_page_it_is_in_the_log()
    {
        var farmer = new Visitor(Service);
        await farmer.Open("/follow");
        await farmer.Send(("number", traces.Tracking), ("phone", Traces.Phone[^4..]));
        var row = (await Traces.Audit(Service))[^1];

        Assert.That((row.Role, row.Name, row.Act, row.Whose), Is.EqualTo((Role.Farmer, (string?)null, "trackOrder", traces.Tracking)));
        await farmer.Open($"/follow/{traces.Tracking}/photos/{traces.Photo}");
        Assert.That((await Traces.Audit(Service))[^1].Act, Is.EqualTo("showPhoto"));
    }

    private async Task<string> Asked(string path, Role role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path) { Headers = { { Caller.Header, Uri.EscapeDataString(By(role)) } } };
        using var answer = await Service.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static Dispatch.Privacy.AuditRow? Noted(List<string> given, string what, int before, List<Dispatch.Privacy.AuditRow> rows)
    {
        given.Add(what);
        Assert.That(rows, Has.Count.EqualTo(before + 1), $"{what} gave out a farmer's data");
        return rows[^1];
    }

    private static bool Shows(string answer) => answer.Contains(Traces.Phone, StringComparison.Ordinal) || answer.Contains(Traces.Name, StringComparison.Ordinal);

    /// <summary>What can be asked for, with what the farmer has left put into its address.</summary>
    private async Task<IEnumerable<(string Name, string Path)>> Acts()
    {
        var api = await Service.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        return from path in api.GetProperty("paths").EnumerateObject()
               where path.Name.StartsWith("/api/v1/", StringComparison.Ordinal) && path.Value.TryGetProperty("get", out _)
               let act = path.Value.GetProperty("get")
               let query = Parameters(act).Where(name => name is "tracking" or "prefix").Where(name => !path.Name.Contains($"{{{name}}}", StringComparison.Ordinal)).Select(name => $"{name}={traces.Of(name, path.Name) ?? "富"}")
               select (act.GetProperty("operationId").GetString()!, $"{Filled(path.Name)["/api/v1".Length..]}?{string.Join('&', query)}");
    }

    private static IEnumerable<string> Parameters(JsonElement act) => act.TryGetProperty("parameters", out var all) ? all.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()!) : [];

    private IEnumerable<string> Pages() =>
        Service.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'));

    private string Filled(string route) => Hole().Replace(route, hole => traces.Of(hole.Groups[1].Value, route) ?? "1");

    private static string By(Role role) => role switch
    {
        Role.Farmer => OrderDesk.Farmer,
        Role.Expert => OrderDesk.Expert("E1"),
        _ => $"{role}:li",
    };

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Hole();
}
