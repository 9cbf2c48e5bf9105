using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Dispatch.Http;

/// <summary>
/// A time as it is written in an address or a body: ISO 8601 with its offset ("2026-06-03T09:00:00+08:00"), because one
/// without would be read in whatever zone the server stands; of the years 2000 to 2100, so that it can be reckoned with.
/// </summary>
public readonly partial record struct Timestamp(DateTimeOffset Time)
{
    /// <summary>Called by the framework to bind a parameter.</summary>
    public static bool TryParse(string? text, out Timestamp timestamp)
    {
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && WithOffset().IsMatch(text!) && time.UtcDateTime.Year is >= 2000 and <= 2100;
        timestamp = read ? new Timestamp(time) : default;
        return read;
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex WithOffset();

    /// <summary>Reads the times of bodies by the same rule.</summary>
    internal sealed class Converter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            return TryParse(text, out var timestamp) ? timestamp.Time : throw new NotATime(text ?? JsonElement.ParseValue(ref reader).GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}

/// <summary>A body has something else where a time belongs.</summary>
internal sealed class NotATime(string text) : JsonException
{
    public string Text { get; } = text;
}
