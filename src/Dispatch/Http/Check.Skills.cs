using Dispatch.Domain;

namespace Dispatch.Http;

/// <summary>What is needed, and what somebody knows.</summary>
public sealed partial class Check
{
    /// <summary>So many seats at the most an order may ask for.</summary>
    public const int MostSeats = 6;

    private static readonly string Skills = string.Join(", ", Enum.GetValues<Skill>().Select(skill => $"{skill} {skill.Chinese()}"));

    private static readonly string Levels = string.Join(", ", Enum.GetValues<Level>().Select(level => $"{(int)level} {level} {level.Chinese()}"));

    /// <summary>A list of skills for each seat; at most six seats, none without a skill and none with a skill twice.</summary>
    public IReadOnlyList<IReadOnlyList<SkillLevel>> Seats(string field, IReadOnlyList<IReadOnlyList<string>>? seats)
    {
        if (seats?.Count > MostSeats) Fail(field, "TooMany", MostSeats);
        return [.. (seats ?? []).Take(MostSeats).Select((needs, n) => Needs($"{field}[{n}]", needs))];
    }

    private IReadOnlyList<SkillLevel> Needs(string field, IReadOnlyList<string>? needs)
    {
        var most = Enum.GetValues<Skill>().Length;
        if (needs is null or []) Fail(field, "Required");
        if (needs?.Count > most) Fail(field, "TooMany", most);
        IReadOnlyList<SkillLevel> known = [.. (needs ?? []).Take(most).Select(need => SkillLevel(field, need)).OfType<SkillLevel>()];
        foreach (var twice in known.GroupBy(need => need.Skill).Where(same => same.Count() > 1)) Fail(field, "SkillTwice", $"{twice.Key} {twice.Key.Chinese()}");
        return known;
    }

    /// <summary>A skill without a level, in English or Chinese.</summary>
    public Skill Skill(string field, string? value)
    {
        if (SkillNames.TrySkill(value, out var skill)) return skill;
        if (value.ShowsNothing()) Fail(field, "Required");
        else Fail(field, "NotOneOf", value, Skills);
        return default;
    }

    public SkillLevel? SkillLevel(string field, string value)
    {
        if (Domain.SkillLevel.TryParse(value, out var skill)) return skill;
        if (SkillNames.OfWrongLevel(value) is { } known) Fail(field, "NotALevel", value, $"{known} {known.Chinese()}", Levels);
        else Fail(field, "NotOneOf", value, Skills);
        return null;
    }
}
