using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Dispatch.Http;

/// <summary>Describes what is sent and what comes back, each with an example.</summary>
internal static class DescribeBodies
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";

    public static void Complete(OpenApiOperation operation)
    {
        if (operation.RequestBody is OpenApiRequestBody { Content: { } contents } body) Sent(body, contents);
        foreach (var (status, response) in operation.Responses ?? [])
            if (status[0] == '2' && response.Content is { } answers && answers.TryGetValue(Json, out var answer) && answer.Schema is { } schema) answer.Example ??= Examples.Of(operation.OperationId, schema);
    }

    private static void Sent(OpenApiRequestBody body, IDictionary<string, OpenApiMediaType> contents)
    {
        if (contents.TryGetValue(Json, out var json) && json.Schema is { } schema) body.Required |= Complete(json, schema);
        foreach (var (type, content) in contents)
            if (type != Json) content.Schema = type == Form ? Photos() : Photo();
        if (contents.ContainsKey(Form)) body.Required = true;
    }

    /// <summary>Endpoints take null for a body and for each field, but only to say in their own words that it is missing.</summary>
    /// <returns>Whether a body must be there.</returns>
    private static bool Complete(OpenApiMediaType content, IOpenApiSchema schema)
    {
        var shape = schema.OneOf?.FirstOrDefault(one => one.Type != JsonSchemaType.Null) ?? schema;
        content.Schema = shape;
        if ((shape is OpenApiSchemaReference reference ? reference.Target : shape) is OpenApiSchema request) request.AdditionalPropertiesAllowed = false;
        var example = new JsonObject();
        foreach (var (name, property) in shape.Properties?.ToArray() ?? [])
        {
            if (property.Examples is [{ } value, ..]) example[name] = value.DeepClone();
            if (property is OpenApiSchema own && shape.Required?.Contains(name) == true) own.Type &= ~JsonSchemaType.Null;
        }
        content.Example ??= example;
        return shape.Required is { Count: > 0 };
    }

    private static OpenApiSchema Photos() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema> { ["photos"] = new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, MaxItems = 5, Items = Photo(), Description = "One to five files." } },
        Required = new HashSet<string> { "photos" },
    };

    private static OpenApiSchema Photo() => new() { Type = JsonSchemaType.String, Format = "binary", Description = "JPEG, PNG or WebP, at most 8 MB." };
}
