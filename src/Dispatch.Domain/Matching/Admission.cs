using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Matching;

/// <summary>Who may enter a roster: whoever the rules can reckon with. Forms and imports ask for more; this holds whatever a row was changed to by hand.</summary>
public static class Admission
{
    /// <exception cref="ArgumentException">Names the expert by code, and says why not.</exception>
    public static void Check(Expert expert)
    {
        if (WhyNot(expert) is { } why) throw new ArgumentException($"Expert {expert.Code} can't be in a roster: {why}", nameof(expert));
    }

    /// <summary>
    /// The field, its value and what it must be: a capacity of at least 1, a radius of 0 km or more that is a number, skills among the
    /// first 64, levels that there are. Null when nothing is wrong. A base that is nowhere on the earth is no <see cref="Place"/>.
    /// </summary>
    public static string? WhyNot(Expert expert) =>
        expert.Capacity < 1 ? Said(nameof(expert.Capacity), expert.Capacity, "it is at least 1")
        : !(expert.TravelRadiusKm >= 0) ? Said(nameof(expert.TravelRadiusKm), expert.TravelRadiusKm, "it is 0 km or more")
        : expert.Skills.Exists(held => (int)held.Skill >= Roster.MostSkills) ? Said(nameof(expert.Skills), string.Join(", ", expert.Skills), $"each is one of the first {Roster.MostSkills}")
        : expert.Skills.Exists(held => held.Level is < Level.Junior or > Level.Senior) ? Said(nameof(expert.Skills), string.Join(", ", expert.Skills), "a level is 1, 2 or 3")
        : null;

    private static string Said(string field, object value, string rule) => FormattableString.Invariant($"{field} is {value}; {rule}.");
}
