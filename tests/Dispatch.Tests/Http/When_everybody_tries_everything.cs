using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dispatch.Domain;
using Dispatch.Http;

namespace Dispatch.Tests.Http;

/// <summary>Promise 7: every act of the API is tried in every role, and by nobody in particular.</summary>
public sealed class When_everybody_tries_everything : SharedServiceSpec
{
    private IReadOnlyList<Act> acts = null!;

    private sealed record Act(string Name, HttpMethod Method, string Path, string? Media);

    [OneTimeSetUp]
    public async Task Read()
    {
        await Service.Settle(Langshan.Expert("E1"));
        var api = await Service.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        acts = [.. from path in api.GetProperty("paths").EnumerateObject() from operation in path.Value.EnumerateObject() where path.Name.StartsWith("/api/v1/", StringComparison.Ordinal) select Described(path.Name, operation.Name, operation.Value)];
    }

    [Test]
    public void Each_act_has_its_line_and_each_line_its_act() =>
        Assert.That(acts.Select(act => act.Name), Is.EquivalentTo(Rights.Acts));

    /// <summary>Seen red when the acts were asked for nothing.</summary>
    [Test]
    public async Task Who_has_the_right_is_let_in_and_nobody_else()
    {
        foreach (var act in acts)
            foreach (var role in Rights.People)
                Assert.That(await IsKeptOut(act, role), Is.Not.EqualTo(Rights.Of(act.Name).Contains(role)), $"{act.Name} as {role}");
    }

    [Test]
    public async Task Nobody_gets_anything_without_a_name()
    {
        foreach (var act in acts)
        {
            var reply = await Try(act, by: null);
            Assert.That((reply.Status, reply.Fields.Contains("Dispatch-Actor")), Is.EqualTo((HttpStatusCode.BadRequest, true)), $"{act.Name}: {reply.Body}");
        }
    }

    /// <summary>Seen red without a lock on the door.</summary>
    [Test]
    public async Task Nobody_gets_anything_without_a_key()
    {
        foreach (var key in (string?[])[null, "dk_none"])
        {
            using var stranger = Service.Client(key);
            foreach (var act in acts)
                Assert.That((await Try(act, OrderDesk.Clerk, stranger)).Status, Is.EqualTo(HttpStatusCode.Unauthorized), $"{act.Name} with {key}");
        }
    }

    [Test]
    public void The_office_and_the_administrator_change_no_order() =>
        Assert.That(acts.Where(act => act.Method != HttpMethod.Get && act.Path.StartsWith("/orders", StringComparison.Ordinal)).SelectMany(act => Rights.Of(act.Name)), Has.None.EqualTo(Role.Office).And.None.EqualTo(Role.Administrator));

    [Test]
    public void The_office_reads_whatever_the_stations_read() =>
        Assert.That(acts.Where(act => act.Method == HttpMethod.Get).Select(act => Rights.Of(act.Name)).Where(who => who.Contains(Role.Clerk)), Has.All.Contains(Role.Office));

    /// <summary>A role is told so; somebody whose it isn't gets another answer.</summary>
    private async Task<bool> IsKeptOut(Act act, Role role)
    {
        var reply = await Try(act, role switch
        {
            Role.Farmer => OrderDesk.Farmer,
            Role.Expert => OrderDesk.Expert("E1"),
            _ => $"{role}:li",
        });
        return reply.Status == HttpStatusCode.Forbidden && reply.Body.ToString().Contains(Texts.In(Language.English, "NotYourRole", role, string.Join(", ", Rights.Of(act.Name))), StringComparison.Ordinal);
    }

    private Task<Reply> Try(Act act, string? by) => Try(act, by, Service.Http);

    private static async Task<Reply> Try(Act act, string? by, HttpClient http)
    {
        using HttpContent? body = act.Media is null ? null : new StringContent(act.Media == "application/json" ? "{}" : "", Encoding.UTF8, act.Media);
        return await http.Send(act.Method, act.Path, by, body, "en");
    }

    private static Act Described(string path, string method, JsonElement operation)
    {
        var parameters = operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToList() : [];
        foreach (var parameter in parameters.Where(parameter => parameter.GetProperty("in").GetString() == "path"))
            path = path.Replace($"{{{parameter.GetProperty("name").GetString()}}}", Example(parameter), StringComparison.Ordinal);
        var query = parameters.Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(parameter => $"{parameter.GetProperty("name").GetString()}={Example(parameter)}");
        var media = operation.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().First().Name : null;
        return new Act(operation.GetProperty("operationId").GetString()!, new HttpMethod(method.ToUpperInvariant()), path["/api/v1".Length..] + (query.Any() ? "?" + string.Join('&', query) : ""), media);
    }

    private static string Example(JsonElement parameter) => Uri.EscapeDataString(parameter.GetProperty("example").ToString());
}
