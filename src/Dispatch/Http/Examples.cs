using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Dispatch.Http;

/// <summary>Examples of the type their schema says, and a whole one for what has none itself.</summary>
internal static class Examples
{
    private const int Deepest = 8;

    /// <summary>For texts of answers, by the name of the field.</summary>
    private static readonly Dictionary<string, string> ByName = new()
    {
        ["tracking"] = "23514124938",
        ["difficulty"] = "葵花叶子发黄打蔫，地里好几亩都这样",
        ["crop"] = "sunflower",
        ["crops"] = "sunflower",
        ["town"] = "狼山镇",
        ["townCode"] = "150802100",
        ["village"] = "富强村村民委员会",
        ["villageCode"] = "150802100213",
        ["territory"] = "150802100213",
        ["whereabouts"] = "村委会往北两里",
        ["farmerName"] = "李秀英",
        ["farmerPhone"] = "13804780001",
        ["phone"] = "13804780099",
        ["name"] = "王芳",
        ["station"] = "Z001",
        ["expert"] = "E001",
        ["experts"] = "E001",
        ["expertCode"] = "E001",
        ["expertName"] = "王建国",
        ["expertPhone"] = "13904780001",
        ["needs"] = "PlantProtection:2",
        ["skills"] = "PlantProtection:3",
        ["languages"] = "zh",
        ["title"] = "向日葵列当综合防治",
        ["fact"] = "Triaged",
        ["why"] = "培训",
        ["words"] = "按专家说的办，叶子缓过来了",
        ["photos"] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ["from"] = "2026-01",
        ["to"] = "2026-06",
    };

    /// <summary>A phone number is a text, though its example looks like a number.</summary>
    public static void GiveTheirType(OpenApiSchema schema)
    {
        if (schema.Examples is { Count: > 0 } examples) schema.Examples = [.. examples.Select(example => Typed(schema, example))];
    }

    /// <summary>The schema's own example, or one made of its parts; null when there is none to make.</summary>
    public static JsonNode? Of(IOpenApiSchema schema, string name = "", int depth = 0)
    {
        if ((schema.Examples is [{ } first, ..] ? first : schema.Enum?.FirstOrDefault()) is { } given) return given.DeepClone();
        if (depth > Deepest) return null;
        if ((schema.OneOf ?? schema.AnyOf)?.FirstOrDefault(kind => kind.Type != JsonSchemaType.Null) is { } kind) return Of(kind, name, depth + 1);
        if (Is(schema, JsonSchemaType.Array)) return schema.Items is { } items && Of(items, name, depth + 1) is { } item ? new JsonArray(item) : new JsonArray();
        if (Is(schema, JsonSchemaType.Object)) return Parts(schema, depth);
        if (Is(schema, JsonSchemaType.Boolean)) return true;
        if (Is(schema, JsonSchemaType.Integer)) return 1;
        if (Is(schema, JsonSchemaType.Number)) return 1.5;
        return schema.Format switch
        {
            "date-time" => "2026-06-03T09:00:00+08:00",
            "date" => "2026-06-03",
            "uuid" => "3728ecd8-e187-828f-83ab-b70de50f8438",
            _ => ByName.GetValueOrDefault(name, "…"),
        };
    }

    private static JsonObject Parts(IOpenApiSchema schema, int depth)
    {
        var example = new JsonObject();
        foreach (var (name, part) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>()) example[name] = Of(part, name, depth + 1);
        if (schema.AdditionalProperties is { } others) example["…"] = Of(others, "", depth + 1);
        return example;
    }

    private static bool Is(IOpenApiSchema schema, JsonSchemaType type) => schema.Type?.HasFlag(type) == true;

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
