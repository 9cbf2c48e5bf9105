using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dispatch.Web.Demo;

namespace Dispatch.Tests.Http;

/// <summary>Somebody writes a client by /openapi/v1.json alone: what it says must be there, and be true.</summary>
public sealed class When_the_description_is_read : SharedServiceSpec
{
    private const string Json = "application/json";
    private JsonElement api;
    private IReadOnlyList<(string Name, JsonElement Operation)> operations = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var world = World.Create(1, new DateOnly(2026, 6, 1));
        await Service.Save([.. world.Towns, .. world.Villages, .. world.Stations, .. world.Experts]);
        api = await Service.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        operations = [.. from path in api.GetProperty("paths").EnumerateObject() from operation in path.Value.EnumerateObject() select ($"{operation.Name} {path.Name}", operation.Value)];
    }

    [Test]
    public void Every_operation_names_its_actor() => Each((name, operation) =>
    {
        var actor = Parameters(operation).SingleOrDefault(parameter => parameter.GetProperty("name").GetString() == "Dispatch-Actor");
        Assert.That(actor.ValueKind == JsonValueKind.Object && actor.GetProperty("required").GetBoolean(), name);
    });

    [Test]
    public void Every_operation_wants_a_key()
    {
        Assert.That(api.GetProperty("security")[0].GetProperty("key").GetArrayLength(), Is.Zero);
        Assert.That(api.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString(), Is.EqualTo("bearer"));
        Each((name, operation) => Assert.That(operation.GetProperty("responses").TryGetProperty("401", out _) && !operation.TryGetProperty("security", out _), name));
    }

    [Test]
    public void Every_parameter_is_described_and_has_an_example() => Each((name, operation) =>
    {
        foreach (var parameter in Parameters(operation))
            Assert.That(parameter.TryGetProperty("description", out _) && parameter.TryGetProperty("example", out _), $"{name}: {parameter}");
    });

    [Test]
    public void Every_parameter_of_an_address_is_in_it() => Each((name, operation) =>
    {
        foreach (var parameter in Parameters(operation).Where(parameter => parameter.GetProperty("in").GetString() == "path"))
            Assert.That(name, Does.Contain($"{{{parameter.GetProperty("name").GetString()}}}"));
    });

    [Test]
    public void Every_answer_has_an_example_of_its_type() => Each((name, operation) =>
    {
        var answers = operation.GetProperty("responses").EnumerateObject().Where(response => response.Name[0] == '2').ToList();
        Assert.That(answers, Is.Not.Empty, name);
        foreach (var answer in answers)
            if (answer.Value.TryGetProperty("content", out var content) && content.TryGetProperty(Json, out var json))
                Fits(json.GetProperty("schema"), json.GetProperty("example"), $"{name} {answer.Name}");
    });

    [Test]
    public void Every_body_has_an_example_of_its_type_with_all_that_is_required() => Each((name, operation) =>
    {
        foreach (var (type, content) in Sent(operation))
        {
            if (type != Json)
            {
                Assert.That(content.GetProperty("schema").ToString(), Does.Contain("binary"), name);
                continue;
            }
            var (schema, example) = (Shape(content.GetProperty("schema")), content.GetProperty("example"));
            Fits(schema, example, name);
            foreach (var field in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(field => field.GetString()!) : [])
                Assert.That(example.TryGetProperty(field, out _), $"{name}: {field}");
        }
    });

    [Test]
    public void A_request_has_nothing_else_and_an_answer_may()
    {
        Assert.That(Shape(Sent(Operation("post /api/v1/orders"))[Json].GetProperty("schema")).TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.False);
        foreach (var answer in new[] { "OrderView", "ProblemDetails" })
            Assert.That(api.GetProperty("components").GetProperty("schemas").GetProperty(answer).TryGetProperty("additionalProperties", out _), Is.False, answer);
    }

    /// <summary>Seen red without the header in the description.</summary>
    [Test]
    public void What_is_answered_with_the_order_may_be_answered_with_less() => Each((name, operation) =>
    {
        var order = operation.GetProperty("responses").TryGetProperty("200", out var answer) && answer.ToString().Contains("/OrderView\"", StringComparison.Ordinal);
        var offered = Parameters(operation).Any(parameter => parameter.GetProperty("name").GetString() == "Prefer");
        Assert.That(offered, Is.EqualTo(order && name.StartsWith("post", StringComparison.Ordinal)), name);
        if (offered) Assert.That(operation.GetProperty("responses").TryGetProperty("204", out _), name);
    });

    /// <summary>null would be both kinds of a oneOf, and so none. Seen red for four of them.</summary>
    [Test]
    public void No_word_is_null_where_a_field_may_be() => Assert.That(
        from schema in api.GetProperty("components").GetProperty("schemas").EnumerateObject()
        where schema.Value.TryGetProperty("enum", out var words) && words.EnumerateArray().Any(word => word.ValueKind == JsonValueKind.Null)
        select schema.Name,
        Is.Empty);

    [TestCase("triage", true)]
    [TestCase("report", true)]
    [TestCase("cancel", false)]
    [TestCase("accept", false)]
    public void A_body_that_must_be_there_is_marked(string act, bool expected) => Assert.That(
        Operation($"post /api/v1/orders/{{tracking}}/{act}").GetProperty("requestBody").TryGetProperty("required", out var required) && required.GetBoolean(), Is.EqualTo(expected));

    [Test]
    public void What_must_be_there_is_marked()
    {
        Assert.That(Required("post /api/v1/orders"), Is.EquivalentTo(new[] { "farmerName", "farmerPhone", "difficulty" }));
        Assert.That(Required("post /api/v1/lectures"), Does.Contain("startsAt").And.Contain("experts"));
        Assert.That(Required("post /api/v1/orders/{tracking}/decline"), Is.EqualTo(new[] { "reason" }));
        Assert.That(Required("post /api/v1/orders/{tracking}/cancel"), Is.Empty);
    }

    [Test]
    public void Every_operation_says_what_can_go_wrong() => Each((name, operation) =>
    {
        string[] expected = ["400", "401", "403", "429", "503", .. name.Contains('{') ? ["404"] : Array.Empty<string>(), .. Sent(operation).Count > 0 ? ["415"] : Array.Empty<string>()];
        var responses = operation.GetProperty("responses");
        Assert.That(responses.EnumerateObject().Select(response => response.Name), Is.SupersetOf(expected), name);
        foreach (var problem in responses.EnumerateObject().Where(response => response.Name[0] is '4' or '5'))
        {
            var content = problem.Value.GetProperty("content").GetProperty("application/problem+json");
            Assert.That(content.GetProperty("example").GetProperty("code").GetString(), Is.Not.Empty, name);
            var properties = Shape(content.GetProperty("schema")).GetProperty("properties");
            Assert.That(properties.TryGetProperty("code", out _) && properties.TryGetProperty("errors", out _), name);
        }
    });

    [TestCase("orders")]
    [TestCase("lectures")]
    [TestCase("pairings")]
    public async Task An_example_can_be_sent_as_it_is(string what)
    {
        var example = Sent(Operation($"post /api/v1/{what}"))[Json].GetProperty("example");
        var reply = await Service.Send(HttpMethod.Post, $"/{what}", OrderDesk.Clerk, new StringContent(example.ToString(), Encoding.UTF8, Json));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Created), reply.Body.ToString());
    }

    private void Each(Action<string, JsonElement> check) => Assert.Multiple(() =>
    {
        foreach (var (name, operation) in operations) check(name, operation);
    });

    private JsonElement Operation(string name) => operations.Single(operation => operation.Name == name).Operation;

    private string[] Required(string name) =>
        Shape(Sent(Operation(name))[Json].GetProperty("schema")).TryGetProperty("required", out var required) ? [.. required.EnumerateArray().Select(field => field.GetString()!)] : [];

    private static JsonElement[] Parameters(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray()] : [];

    private static Dictionary<string, JsonElement> Sent(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().ToDictionary(content => content.Name, content => content.Value) : [];

    private JsonElement Shape(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? api.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]) : schema;

    /// <summary>The example is of one of the schema's types, and so is every part of it.</summary>
    private void Fits(JsonElement given, JsonElement example, string where)
    {
        var schema = Shape(given);
        if (schema.TryGetProperty("oneOf", out var kinds)) schema = kinds.EnumerateArray().Select(Shape).First(kind => Types(kind) is not ["null"]);
        if (example.ValueKind == JsonValueKind.Null) return;
        Assert.That(schema.TryGetProperty("enum", out _) || Types(schema).Contains(TypeOf(example)), $"{where}: {example} is no {string.Join('/', Types(schema))}");
        if (example.ValueKind == JsonValueKind.Array) foreach (var item in example.EnumerateArray()) Fits(schema.GetProperty("items"), item, where);
        if (example.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties)) return;
        foreach (var part in example.EnumerateObject())
            if (properties.TryGetProperty(part.Name, out var property)) Fits(property, part.Value, $"{where}.{part.Name}");
            else Assert.Fail($"{where}.{part.Name} is not described");
    }

    private static string[] Types(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().SelectMany(one => Wider(one.GetString()!))] : Wider(type.GetString()!);

    private static string[] Wider(string type) => type == "number" ? ["number", "integer"] : [type];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };
}
