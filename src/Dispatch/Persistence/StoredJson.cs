using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dispatch.Persistence;

/// <summary>How values inside one column are written: compact, enums by name, Chinese readable.</summary>
public static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = Readable(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>The same, for people and files.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Options) { WriteIndented = true };

    /// <summary>Enums by name and never by number, which could be none of theirs; Chinese as it is.</summary>
    public static JsonSerializerOptions Readable(JsonSerializerOptions options)
    {
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        return options;
    }

    /// <summary>A value in one column.</summary>
    public sealed class Column<T>() : ValueConverter<T, string>(
        value => JsonSerializer.Serialize(value, Options),
        text => JsonSerializer.Deserialize<T>(text, Options)!);
}
