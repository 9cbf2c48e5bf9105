using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Dispatch.Http;

/// <summary>Examples of requests, of the type their schema says; and of answers, written out whole in Answers.json, so that no field contradicts another.</summary>
internal static class Examples
{
    private const string Resource = "Dispatch.Http.Answers.json";

    /// <summary>By the name of the type, or of the operation where it answers something else than others do with that type.</summary>
    private static readonly JsonObject Answers = Read();

    /// <summary>A phone number is a text, though its example looks like a number.</summary>
    public static void GiveTheirType(OpenApiSchema schema)
    {
        if (schema.Examples is { Count: > 0 } examples) schema.Examples = [.. examples.Select(example => Typed(schema, example))];
    }

    /// <summary>What an operation may answer; null where none is written.</summary>
    public static JsonNode? Of(string? operation, IOpenApiSchema schema)
    {
        var one = schema.Items ?? schema;
        var answer = (operation is null ? null : Answers[operation]) ?? Answers[(one as OpenApiSchemaReference)?.Reference.Id ?? ""];
        return schema.Items is null || answer is null ? answer?.DeepClone() : new JsonArray(answer.DeepClone());
    }

    private static JsonObject Read()
    {
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"There is no '{Resource}'.");
        return JsonNode.Parse(stream)!.AsObject();
    }

    private static bool Is(OpenApiSchema schema, JsonSchemaType type) => schema.Type?.HasFlag(type) == true;

    private static JsonNode Typed(OpenApiSchema schema, JsonNode example)
    {
        if (example is not JsonValue value) return example;
        var text = value.GetValueKind() == JsonValueKind.String;
        if (!text && Is(schema, JsonSchemaType.String)) return value.ToString();
        if (text && Is(schema, JsonSchemaType.Integer)) return long.Parse(value.ToString(), CultureInfo.InvariantCulture);
        if (text && Is(schema, JsonSchemaType.Number)) return double.Parse(value.ToString(), CultureInfo.InvariantCulture);
        return example;
    }
}
