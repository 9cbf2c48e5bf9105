namespace Dispatch.Http;

/// <summary>What came in can't be understood; each field with what is wrong with it. Nothing has been changed.</summary>
public sealed class BadInput(IReadOnlyList<FieldError> errors) : Exception("Bad input: " + string.Join(", ", errors.Select(error => $"{error.Field} {error.Key}")))
{
    public BadInput(string field, string key, params object[] values)
        : this([new FieldError(field, key, values)])
    {
    }

    public IReadOnlyList<FieldError> Errors { get; } = errors;
}

/// <summary>A field, the key of the sentence that says what is wrong with it, and what fills the sentence.</summary>
public sealed record FieldError(string Field, string Key, params object[] Values);
