using System.Text;
using Dispatch.Http;

namespace Dispatch.Finding;

/// <summary>
/// Crops and animals by the names people use: 葵花, 向日葵 and "sunflower" are one, so that an expert's list and a farmer's
/// words speak of the same.
/// </summary>
public static class FindCrop
{
    private static readonly Dictionary<string, string> Keys = Term.All
        .Where(term => term.IsCrop).Select(term => (Name: term.Text, Key: term.Crop!))
        .Concat(Term.All.Where(term => term.IsCrop).Select(term => (Name: term.Crop!, Key: term.Crop!)))
        .Distinct().ToDictionary(pair => pair.Name, pair => pair.Key);

    /// <summary>The lexicon's key ("sunflower") of a crop's name. One the lexicon does not know stays as it is written.</summary>
    public static string KeyOf(string name) => Keys.GetValueOrDefault(name.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant(), name);

    /// <summary>The crop a request names, if it does, by its key.</summary>
    public static string? Crop(this Check check, string field, string? name) => check.Optional(field, name, 50) is { } text ? KeyOf(text) : null;
}
