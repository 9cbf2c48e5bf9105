using Dispatch.Domain;

namespace Dispatch.Web.Demo;

/// <summary>What one kind of expert knows, and how many of them there are.</summary>
/// <param name="Skill">The main skill.</param>
/// <param name="Experts">How many.</param>
/// <param name="Also">Skills that go with it, none or some of them; at most two.</param>
/// <param name="Crops">What such experts have experience with.</param>
internal sealed record Trade(Skill Skill, int Experts, IReadOnlyList<Skill> Also, IReadOnlyList<string> Crops)
{
    /// <summary>Too few to stay near home: they go everywhere.</summary>
    public bool IsRare => Experts <= 4;
}

/// <summary>The district's 120 experts by trade.</summary>
internal static class Trades
{
    private static readonly string[] Field = ["sunflower", "maize", "wheat", "beet", "alfalfa", "potato", "soybean", "flax"];
    private static readonly string[] Garden = ["tomato", "pepper", "melon", "wolfberry", "cucumber", "cabbage", "pear", "grape"];
    private static readonly string[] Animals = ["sheep", "cattle", "pig", "chicken", "goat", "donkey"];
    private static readonly string[] Water = ["fish", "shrimp", "crab"];

    public static IReadOnlyList<Trade> All { get; } =
    [
        new(Skill.PlantProtection, 27, [Skill.Agronomy, Skill.Horticulture], [.. Field, .. Garden]),
        new(Skill.Agronomy, 21, [Skill.SoilAndFertiliser, Skill.PlantProtection], Field),
        new(Skill.Veterinary, 17, [Skill.AnimalHusbandry], Animals),
        new(Skill.AnimalHusbandry, 16, [Skill.Veterinary], Animals),
        new(Skill.Horticulture, 12, [Skill.PlantProtection, Skill.SoilAndFertiliser], Garden),
        new(Skill.SoilAndFertiliser, 9, [Skill.Agronomy, Skill.Irrigation], Field),
        new(Skill.Seed, 5, [Skill.Agronomy], [.. Field, .. Garden]),
        new(Skill.FarmManagement, 4, [Skill.Agronomy], [.. Field, .. Animals]),
        new(Skill.Irrigation, 3, [Skill.SoilAndFertiliser], Field),
        new(Skill.Machinery, 3, [Skill.Agronomy], Field),
        new(Skill.ProcessingAndMarketing, 2, [Skill.FarmManagement], [.. Field, .. Garden]),
        new(Skill.Aquaculture, 1, [Skill.AnimalHusbandry], Water),
    ];
}
