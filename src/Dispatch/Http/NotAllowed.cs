namespace Dispatch.Http;

/// <summary>The caller may not do this, or not to somebody else's. Nothing has been changed.</summary>
/// <param name="key">Key of the sentence that says why.</param>
/// <param name="values">What fills the sentence.</param>
public sealed class NotAllowed(string key, params object[] values) : Exception($"Not allowed: {key}")
{
    public string Key { get; } = key;

    public IReadOnlyList<object> Values { get; } = values;
}
