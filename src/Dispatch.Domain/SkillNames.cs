using System.Diagnostics.CodeAnalysis;

namespace Dispatch.Domain;

/// <summary>How skills and levels are called in Chinese and English; the one place that knows.</summary>
public static class SkillNames
{
    private static readonly Dictionary<Skill, string> Skills = new()
    {
        [Skill.Agronomy] = "农艺",
        [Skill.PlantProtection] = "植保",
        [Skill.SoilAndFertiliser] = "土肥",
        [Skill.Irrigation] = "灌溉",
        [Skill.Horticulture] = "园艺",
        [Skill.Seed] = "种子",
        [Skill.AnimalHusbandry] = "畜牧",
        [Skill.Veterinary] = "兽医",
        [Skill.Aquaculture] = "水产",
        [Skill.Machinery] = "农机",
        [Skill.ProcessingAndMarketing] = "加工营销",
        [Skill.FarmManagement] = "经营管理",
    };

    private static readonly Dictionary<Level, string> Levels = new()
    {
        [Level.Junior] = "初级",
        [Level.Intermediate] = "中级",
        [Level.Senior] = "高级",
    };

    private static readonly Dictionary<string, Skill> SkillsByName = Names(Skills);
    private static readonly Dictionary<string, Level> LevelsByName = Names(Levels);

    /// <summary>植保</summary>
    public static string Chinese(this Skill skill) => Skills[skill];

    /// <summary>中级</summary>
    public static string Chinese(this Level level) => Levels[level];

    /// <summary>Reads "PlantProtection" or "植保".</summary>
    public static bool TrySkill(string? text, out Skill skill) => SkillsByName.TryGetValue((text ?? "").Trim(), out skill);

    /// <summary>Reads "Intermediate", "中级" or "2".</summary>
    public static bool TryLevel([NotNullWhen(true)] string? text, out Level level) => LevelsByName.TryGetValue((text ?? "").Trim(), out level);

    /// <summary>The skill of a text that names one, and behind a colon something that is no level; else null.</summary>
    public static Skill? OfWrongLevel(string? text)
    {
        var (name, level) = Cut((text ?? "").Trim());
        return level is not null && !TryLevel(level, out _) && TrySkill(name, out var skill) ? skill : null;
    }

    /// <summary>Cuts "植保:中级", "植保：2" or "植保中级" in two; a level that is not said is null.</summary>
    internal static (string Skill, string? Level) Cut(string text)
    {
        var colon = text.IndexOfAny([':', '：']);
        if (colon >= 0) return (text[..colon], text[(colon + 1)..]);
        return Levels.Values.FirstOrDefault(text.EndsWith) is { } level ? (text[..^level.Length], level) : (text, null);
    }

    private static Dictionary<string, T> Names<T>(Dictionary<T, string> chinese)
        where T : struct, Enum
    {
        var names = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var (value, name) in chinese)
        {
            names[name] = value;
            names[value.ToString()] = value;
            if (value is Level level) names[$"{(int)level}"] = value;
        }
        return names;
    }
}
