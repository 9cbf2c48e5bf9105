namespace Dispatch.Web.Pages;

/// <summary>One of several to choose from.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Label">What is read.</param>
/// <param name="Hint">What it means.</param>
public sealed record Choice(string Value, string Label, string? Hint = null);

/// <summary>A field of a form as it is drawn: what it is called, what is in it, and what is wrong with it.</summary>
public sealed record Field(string Name, string Label, string? Value)
{
    /// <summary>What it is known by on the page, where several forms have one of its name.</summary>
    public string Id { get; init; } = Name;

    public string? Hint { get; init; }

    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Whether something must be in it.</summary>
    public bool Needed { get; init; }

    /// <summary>Characters.</summary>
    public int? Most { get; init; }

    /// <summary>What the browser may fill in by itself.</summary>
    public string? Autocomplete { get; init; }

    /// <summary>Which keyboard a phone shows: "tel", "numeric".</summary>
    public string? Keyboard { get; init; }

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    public bool IsWrong => Errors.Count > 0;

    /// <summary>Ids of what explains it, for who hears the page instead of seeing it.</summary>
    public string? DescribedBy => string.Join(' ', new[] { Hint is null ? null : $"{Id}-hint", IsWrong ? $"{Id}-error" : null }.OfType<string>()) is { Length: > 0 } ids ? ids : null;
}
