using System.Text;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Finding;

namespace Dispatch.Triage;

/// <summary>What the lexicon makes of a farmer's words.</summary>
/// <param name="Skill">The skill they ask for; null when nothing tells, or two skills are as likely.</param>
/// <param name="Crop">The crop or animal by its key ("sunflower"), if one is named.</param>
/// <param name="Urgency">Urgent or Low when a word says so.</param>
/// <param name="Found">The terms found, for the clerk who decides when <paramref name="Skill"/> is null.</param>
public sealed record Reading(Skill? Skill, string? Crop, Urgency Urgency, IReadOnlyList<string> Found);

/// <summary>
/// Reads a difficulty in Chinese or English by a small list of crops, animals, pests, diseases and
/// complaints (lexicon.csv). Pure and deterministic; what it can't tell, it leaves to a clerk.
/// </summary>
public static class Lexicon
{
    /// <summary>One faint word ("spray", 烂) is a hint for the clerk, not a decision.</summary>
    private const int LeastWeight = 2;

    private static readonly Dictionary<string, Term> Crops = Term.All
        .Where(term => term.Label is not null)
        .ToDictionary(term => term.Crop!);

    /// <summary>The keys of all crops and animals it knows.</summary>
    public static IReadOnlyCollection<string> CropKeys => Crops.Keys;

    public static Reading Read(string words)
    {
        var text = words.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var found = ChineseTerms.In(text).Concat(EnglishTerms.In(text)).Distinct().ToList();
        var crop = (found.Find(IsAnimal) ?? found.Find(term => term.IsCrop) ?? found.Find(term => term.Crop is not null))?.Crop;
        return new Reading(Clearest(found, crop), crop, UrgencyOf(found), [.. found.Select(term => term.Text.TrimEnd('*'))]);
    }

    /// <summary>The crop's name: the key itself in English, the Chinese name in any other language.</summary>
    public static string LabelOf(string crop, string language) =>
        !language.StartsWith("en", StringComparison.OrdinalIgnoreCase) && Crops.TryGetValue(crop, out var term) ? term.Label! : crop;

    /// <summary>Animals come before plants: who asks about maize for sheep asks about sheep.</summary>
    private static bool IsAnimal(Term term) => term.Crop is not null && Crops[term.Crop].Skill == Skill.AnimalHusbandry;

    private static Skill? Clearest(List<Term> found, string? crop)
    {
        var home = crop is null ? null : Crops[crop].Skill;
        var ranked = found
            .Where(term => term is { Skill: not null, Weight: > 0 })
            .GroupBy(term => Narrow(term.Skill!.Value, home), (skill, terms) => (Skill: skill, Weight: terms.Sum(term => term.Weight)))
            .OrderByDescending(candidate => candidate.Weight)
            .ToList();
        return ranked switch
        {
            [] => null,
            [var first, ..] when first.Weight < LeastWeight => null,
            [var first, var second, ..] when first.Weight == second.Weight => null,
            [var first, ..] => first.Skill,
        };
    }

    /// <summary>The crop narrows a general sign: illness of an animal is the vet's, growing a vegetable the gardener's.</summary>
    private static Skill Narrow(Skill sign, Skill? home) => (sign, home) switch
    {
        (Skill.PlantProtection, Skill.AnimalHusbandry) => Skill.Veterinary,
        (Skill.Veterinary, Skill.Agronomy or Skill.Horticulture) => Skill.PlantProtection,
        (Skill.Agronomy, Skill.Horticulture or Skill.AnimalHusbandry) => home.Value,
        (Skill.Seed, Skill.AnimalHusbandry) => home.Value,
        (Skill.PlantProtection or Skill.Veterinary or Skill.AnimalHusbandry or Skill.Agronomy or Skill.Seed or Skill.Irrigation, Skill.Aquaculture) => Skill.Aquaculture,
        _ => sign,
    };

    private static Urgency UrgencyOf(List<Term> found) =>
        found.Exists(term => term.Urgency == Urgency.Urgent) ? Urgency.Urgent
        : found.Exists(term => term.Urgency == Urgency.Low) ? Urgency.Low
        : Urgency.Normal;
}
