using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Dispatch.Http;

/// <summary>Describes the answers that say no: which there are, when, and what they look like.</summary>
internal static class DescribeProblems
{
    private static readonly Dictionary<string, (string Code, string Text, string Says)> Known = new()
    {
        ["400"] = ("BadInput", "BadInput", "A field, parameter or header is missing or wrong; errors names each. Nothing was changed."),
        ["401"] = ("NotSignedIn", "NotSignedIn", "The request carries no API key, or one that is none or is revoked. Nothing was changed."),
        ["403"] = ("NotAllowed", "NotAllowed", "The actor's role may not do this, or not to somebody else's. Nothing was changed."),
        ["404"] = ("NotFound", "NotFound", "There is nothing of that number, code or id."),
        ["409"] = ("TooLate", "Refusal.TooLate", "Refused for the reason that code names: it does not fit the state of things. Nothing was changed."),
        ["413"] = ("TooLarge", "TooLarge", "The body is too large."),
        ["415"] = ("UnsupportedMediaType", "UnsupportedMediaType", "The body is not of a described type; JSON must be in UTF-8."),
        ["422"] = ("KeyReused", "KeyReused", "The actor has used the Idempotency-Key for a request that asked for something else."),
        ["429"] = ("TooOften", "TooOften", "The key, the address or the phone has called oftener than it may; nothing was changed. Retry-After says when to try again."),
        ["503"] = ("DatabaseUnavailable", "DatabaseUnavailable", "The database is busy or full; nothing was saved. Retry-After says when to try again."),
    };

    /// <summary>What every problem of ours has besides RFC 9457's.</summary>
    public static void Complete(OpenApiSchema schema)
    {
        (schema.Properties ??= new Dictionary<string, IOpenApiSchema>())["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Which problem, for programs." };
        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "What is wrong with each field, parameter or header, for people.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
        schema.Required = new HashSet<string> { "title", "status", "code" };
    }

    public static void Add(OpenApiOperation operation, string status, IOpenApiSchema problem)
    {
        var response = (operation.Responses ??= []).TryGetValue(status, out var there) && there is OpenApiResponse known ? known : new OpenApiResponse();
        operation.Responses[status] = response;
        response.Description = Known[status].Says;
        response.Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = problem, Example = Example(status) } };
    }

    private static JsonObject Example(string status)
    {
        var (code, text, _) = Known[status];
        var example = new JsonObject { ["title"] = Texts.In(Language.Chinese, text), ["status"] = int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), ["code"] = code };
        if (status == "400") example["errors"] = new JsonObject { ["farmerPhone"] = new JsonArray(Texts.In(Language.Chinese, "NotAPhone")) };
        return example;
    }
}
