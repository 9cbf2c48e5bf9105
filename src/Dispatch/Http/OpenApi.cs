using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Dispatch.Http;

/// <summary>The description of the API at /openapi/v1.json: what the endpoints say of themselves, and what holds for all.</summary>
public static class OpenApi
{
    private const string Json = "application/json";

    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddSchemaTransformer((schema, _, _) => Task.FromResult(schema.Examples = WithWords(schema)));
        options.AddOperationTransformer(Describe);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Dispatch 问需送餐",
                Version = "v1",
                Description = "Farmers place orders, stations dispatch them, experts deliver. Errors are problem details (RFC 9457) with a code, in Chinese or, by Accept-Language, in English.",
            };
            foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>())) DescribeBody(operation);
            return Task.CompletedTask;
        });
    });

    private static async Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var writes = context.Description.HttpMethod is "POST" or "PUT";
        if (NamesCaller(context)) Header(operation, Caller.Header, true, "Who calls: Role:name, percent-encoded. Farmer:phone, Expert:id, Clerk:name, Desk:name, Office:name, Administrator:name.", "Clerk:%E7%8E%8B%E8%8A%B3");
        if (writes) Header(operation, IdempotencyKey.Header, false, "The same key means the same request sent again, and gets the first answer again. Up to 100 characters; kept for 7 days.", "3f0c9c1e-0d6c-4a55-9d0e-2f8b4f3a1b77");
        Problem(operation, StatusCodes.Status503ServiceUnavailable, "The database is busy or full; nothing was saved. Retry-After says when to try again.");
        if (writes)
        {
            Problem(operation, StatusCodes.Status400BadRequest, "A field is missing or wrong; errors names each. Nothing was changed.");
            Problem(operation, StatusCodes.Status413PayloadTooLarge, "The body is too large.");
            Problem(operation, StatusCodes.Status422UnprocessableEntity, "The Idempotency-Key was used for another body.");
        }
        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), cancellationToken: stop);
        foreach (var (status, response) in operation.Responses!)
            if (status[0] is '4' or '5' && response is OpenApiResponse { Content: null or { Count: 0 } } bare)
                bare.Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = problem } };
    }

    private static bool NamesCaller(OpenApiOperationTransformerContext context) =>
        context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().Any(act => act.GetParameters().Any(parameter => parameter.ParameterType == typeof(Caller)));

    private static void Header(OpenApiOperation operation, string name, bool required, string says, string example) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = says,
            Example = example,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    private static void Problem(OpenApiOperation operation, int status, string says) =>
        (operation.Responses ??= []).TryAdd($"{status}", new OpenApiResponse { Description = says });

    /// <summary>A body must be there (endpoints take null only to say so in their own words), and is shown whole.</summary>
    private static void DescribeBody(OpenApiOperation operation)
    {
        if (operation.RequestBody is not OpenApiRequestBody { Content: { } contents } body) return;
        if (!contents.TryGetValue(Json, out var content) || content.Schema is not { } schema) return;
        body.Required = true;
        var shape = schema.OneOf?.FirstOrDefault(one => one.Type != JsonSchemaType.Null) ?? schema;
        content.Schema = shape;
        var example = new JsonObject();
        foreach (var property in shape.Properties?.ToArray() ?? [])
            if (property.Value.Examples is [{ } value, ..]) example[property.Key] = value.DeepClone();
        if (example.Count > 0) content.Example ??= example;
    }

    /// <summary>A phone number is a text, though its example looks like a number.</summary>
    private static IList<JsonNode>? WithWords(OpenApiSchema schema) =>
        schema.Examples is { Count: > 0 } examples && schema.Type?.HasFlag(JsonSchemaType.String) == true
            ? [.. examples.Select(example => example is JsonValue value && value.GetValueKind() != System.Text.Json.JsonValueKind.String ? JsonValue.Create(value.ToString())! : example)]
            : schema.Examples;
}
