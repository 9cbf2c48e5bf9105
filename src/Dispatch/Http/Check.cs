using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Dispatch.Domain;
using Dispatch.Domain.Orders;

namespace Dispatch.Http;

/// <summary>Checks a request field by field and complains once, about all of them.</summary>
public sealed partial class Check
{
    private readonly List<FieldError> errors = [];

    public bool Failed => errors.Count > 0;

    public IReadOnlyList<FieldError> Errors => errors;

    public void Fail(string field, string key, params object[] values) => errors.Add(new FieldError(field, key, values));

    /// <summary>A text that must be there, trimmed, and at most so long.</summary>
    public string Text(string field, string? value, int most)
    {
        if (value.ShowsNothing()) Fail(field, "Required");
        return Shorter(field, value.ShowsNothing() ? "" : value.Trim(), most);
    }

    /// <summary>A text that may be missing.</summary>
    public string? Optional(string field, string? value, int most)
    {
        var text = Shorter(field, (value ?? "").Trim(), most);
        return text.ShowsNothing() ? null : text;
    }

    /// <inheritdoc cref="TryPhone"/>
    public string Phone(string field, string? value)
    {
        if (!TryPhone(value, out var digits)) Fail(field, value.ShowsNothing() ? "Required" : "NotAPhone");
        return digits;
    }

    /// <summary>A BCP 47 language code, or null. Only the language counts and is kept: "zh" of "zh-CN".</summary>
    public string? Language(string field, string? value)
    {
        if (value.ShowsNothing()) return null;
        if (!LanguageCode().IsMatch(value.Trim())) Fail(field, "NotALanguage", value);
        return value.Trim().Split('-')[0].ToLowerInvariant();
    }

    /// <summary>One of our words that may be missing.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">What was sent.</param>
    /// <param name="among">Those that may be said here, and are named in the complaint; all unless given.</param>
    public T? Word<T>(string field, string? value, params ReadOnlySpan<T> among)
        where T : struct, Enum
    {
        if (value.ShowsNothing()) return null;
        var words = among.IsEmpty ? Enum.GetValues<T>() : among;
        if (Domain.Word.TryRead(value, out T word) && words.Contains(word)) return word;
        Fail(field, "NotOneOf", value, string.Join(", ", words.ToArray()));
        return null;
    }

    /// <inheritdoc cref="Word{T}"/>
    public T Required<T>(string field, string? value, params ReadOnlySpan<T> among)
        where T : struct, Enum
    {
        if (value.ShowsNothing()) Fail(field, "Required");
        return Word(field, value, among) ?? default;
    }

    /// <summary>Both degrees or neither; complains about the one that is missing or wrong, or about both.</summary>
    /// <param name="latitude">Within ±90.</param>
    /// <param name="longitude">Within ±180.</param>
    /// <param name="north">The field of the latitude.</param>
    /// <param name="east">The field of the longitude.</param>
    public Place? Place(double? latitude, double? longitude, string north = "latitude", string east = "longitude")
    {
        if (latitude is null && longitude is null) return null;
        return Degrees(north, latitude, Domain.Place.MostLatitude) & Degrees(east, longitude, Domain.Place.MostLongitude) ? new Place(latitude!.Value, longitude!.Value) : null;
    }

    private bool Degrees(string field, double? value, int most)
    {
        if (value >= -most && value <= most) return true;
        Fail(field, value is null ? "HalfAPlace" : "OutOfRange", -most, most);
        return false;
    }

    public int Within(string field, int? value, int least, int most)
    {
        if (value is { } number && number >= least && number <= most) return number;
        Fail(field, value is null ? "Required" : "OutOfRange", least, most);
        return least;
    }

    /// <summary>A distance that may be missing, over 0 and at most so much.</summary>
    public double? Km(string field, double? value, double most)
    {
        if (value is null or > 0 && !(value > most)) return value;
        Fail(field, "NotADistance", most);
        return null;
    }

    public DateTimeOffset Time(string field, DateTimeOffset? value)
    {
        if (value is null) Fail(field, "Required");
        return value ?? default;
    }

    /// <summary>A time that must be there, at most so many days before now or after.</summary>
    public DateTimeOffset Time(string field, DateTimeOffset? value, DateTimeOffset now, int daysBack, int daysAhead)
    {
        if (value < now.AddDays(-daysBack)) Fail(field, "TooLongAgo", daysBack);
        if (value > now.AddDays(daysAhead)) Fail(field, "TooFarAhead", daysAhead);
        return Time(field, value);
    }

    /// <exception cref="BadInput">When anything was wrong.</exception>
    public void Done()
    {
        if (Failed) throw new BadInput(errors);
    }

    /// <summary>A Chinese mobile or landline number as dialled within the country.</summary>
    public static bool TryPhone(string? value, out string number) => PhoneNumber.TryRead(value, out number);

    /// <exception cref="BadInput">Not a tracking number: its check digit is wrong, or its length.</exception>
    public static TrackingNumber Tracking(string text, string field = "tracking") =>
        TrackingNumber.TryParse(text, out var tracking) ? tracking : throw new BadInput(field, "NotATrackingNumber", text);

    /// <exception cref="BadInput">No body came with the request.</exception>
    public static T Body<T>([NotNull] T? body)
        where T : class => body ?? throw new BadInput("body", "Required");

    private string Shorter(string field, string text, int most)
    {
        if (text.Length > most) Fail(field, "TooLong", most);
        else if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))) Fail(field, "ControlCharacters");
        return text;
    }

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex LanguageCode();
}
