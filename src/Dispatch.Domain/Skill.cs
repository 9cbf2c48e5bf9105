namespace Dispatch.Domain;

/// <summary>What an expert knows (专长). Crop and problem are kept apart from it.</summary>
public enum Skill : byte
{
    /// <summary>农艺 Field crops: sowing, growing, harvest.</summary>
    Agronomy,
    /// <summary>植保 Pests, diseases and weeds.</summary>
    PlantProtection,
    /// <summary>土肥 Soil, salt and fertiliser.</summary>
    SoilAndFertiliser,
    /// <summary>灌溉 Water on the field.</summary>
    Irrigation,
    /// <summary>园艺 Vegetables, fruit, greenhouses.</summary>
    Horticulture,
    /// <summary>种子 Seed and varieties.</summary>
    Seed,
    /// <summary>畜牧 Feeding, breeding and keeping animals.</summary>
    AnimalHusbandry,
    /// <summary>兽医 Sick animals.</summary>
    Veterinary,
    /// <summary>水产 Fish and ponds.</summary>
    Aquaculture,
    /// <summary>农机 Machines.</summary>
    Machinery,
    /// <summary>加工营销 Processing, storing, selling.</summary>
    ProcessingAndMarketing,
    /// <summary>经营管理 Farm management, cooperatives, insurance, subsidies.</summary>
    FarmManagement,
}

/// <summary>How well: the three grades of professional title (职称).</summary>
public enum Level : byte
{
    /// <summary>初级</summary>
    Junior = 1,
    /// <summary>中级</summary>
    Intermediate = 2,
    /// <summary>高级</summary>
    Senior = 3,
}

/// <summary>A skill at a level: what an expert has at most, or a seat needs at least.</summary>
public readonly record struct SkillLevel(Skill Skill, Level Level)
{
    public override string ToString() => $"{Skill}:{(int)Level}";

    /// <summary>Reads "PlantProtection:2", "植保:中级" or "植保中级"; without a level it is <see cref="Level.Junior"/>.</summary>
    public static bool TryParse(string? text, out SkillLevel value)
    {
        var parts = SkillNames.Cut((text ?? "").Trim());
        var level = Level.Junior;
        var read = SkillNames.TrySkill(parts.Skill, out var skill) && (parts.Level is null || SkillNames.TryLevel(parts.Level, out level));
        value = read ? new SkillLevel(skill, level) : default;
        return read;
    }
}
