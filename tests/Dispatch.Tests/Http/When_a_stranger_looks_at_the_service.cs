using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Http;

public sealed class When_a_stranger_looks_at_the_service : ServiceSpec
{
    [Test]
    public async Task Every_operation_is_described_and_every_body_has_an_example()
    {
        var api = await Service.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        foreach (var (name, operation) in Operations(api))
        {
            Assert.That(operation.TryGetProperty("summary", out _), $"{name} has no summary");
            Assert.That(operation.TryGetProperty("operationId", out _), $"{name} has no name");
            Assert.That(operation.GetProperty("tags").GetArrayLength(), Is.EqualTo(1), name);
            if (operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json))
                Assert.That(json.TryGetProperty("example", out _), $"{name} has no example");
        }
    }

    [Test]
    public async Task The_headers_are_described_where_they_are_read()
    {
        var api = await Service.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var submit = Operations(api).Single(operation => operation.Name == "post /api/v1/orders").Operation;

        Assert.That(submit.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()), Is.EqualTo(new[] { "Dispatch-Actor", "Idempotency-Key" }));
        Assert.That(submit.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example").GetProperty("farmerPhone").GetString(), Is.EqualTo("13804780001"));
        Assert.That(submit.GetProperty("responses").GetProperty("422").GetProperty("content").TryGetProperty("application/problem+json", out _));
    }

    [Test]
    public async Task It_is_alive_and_ready()
    {
        Assert.That(await Service.Http.GetStringAsync("/health/live"), Is.EqualTo("Healthy"));
        var ready = await Service.Http.GetFromJsonAsync<JsonElement>("/health/ready");
        Assert.That(ready.GetProperty("parts").GetProperty("database").GetProperty("status").GetString(), Is.EqualTo("Healthy"));
    }

    [Test]
    public async Task A_database_that_is_not_ours_is_not_ready()
    {
        await Service.Db(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE orders RENAME TO gone"));

        var answer = await Service.Http.GetAsync("/health/ready");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("orders"));
    }

    [Test]
    public async Task A_path_that_is_not_there_is_a_problem_in_the_language_asked_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nothing");
        request.Headers.Add("Accept-Language", "en");

        var answer = await Service.Http.SendAsync(request);
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("There is no such thing"));
    }

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement api) =>
        from path in api.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name} {path.Name}", operation.Value);
}

public sealed class When_the_broker_is_away
{
    [Test]
    public async Task It_is_ready_all_the_same_but_says_degraded()
    {
        await using var service = await Service.StartAsync(settings => settings.Bus = "amqp://guest:guest@localhost:1/");

        var answer = await service.Http.GetAsync("/health/ready");
        var ready = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(ready.GetProperty("status").GetString(), Is.EqualTo("Degraded"));
    }
}
