using System.Globalization;
using Dispatch.Domain;
using Dispatch.Domain.Stations;

namespace Dispatch.Web.Demo;

/// <summary>Towns and villages: the names are Linhe's, where a village lies within its town is invented.</summary>
internal static class Country
{
    /// <summary>How far villages lie from the town's centre, degrees: some 8 km; an urban street, some 1 km.</summary>
    private const double RuralSpread = 0.07, UrbanSpread = 0.008;

    public static IReadOnlyList<Town> Towns() => WorldFile.Read("towns.csv", row => new Town
    {
        Code = row.GetString("code"),
        Name = row.GetString("name"),
        Kind = row.GetString("kind"),
        Place = new Place(Degrees(row.GetString("latitude")), Degrees(row.GetString("longitude"))),
    });

    public static IReadOnlyList<Village> Villages(IReadOnlyList<Town> towns, Random random) =>
    [
        .. WorldFile.Read("villages.csv", row => (Town: towns.Single(town => town.Code == row.GetString("town")), Villages: row.GetString("villages")))
            .SelectMany(line => line.Villages.Split(' ').Select(village => Village(line.Town, village[..3], village[3..], random))),
    ];

    private static Village Village(Town town, string number, string name, Random random) => new()
    {
        Code = town.Code + number,
        OfficialName = KindOf(name) switch { "village" => $"{name}村民委员会", "farm_branch" => $"{name}委会", _ => name },
        ShortName = name,
        Kind = KindOf(name),
        TownCode = town.Code,
        Place = Near(town.Place!.Value, town.Kind == "街道" ? UrbanSpread : RuralSpread, random),
    };

    private static string KindOf(string name) =>
        name.EndsWith("社区", StringComparison.Ordinal) ? "community"
        : name.EndsWith("分场村", StringComparison.Ordinal) ? "farm_branch"
        : "village";

    public static Place Near(Place centre, double degrees, Random random) => new(
        Math.Round(centre.Latitude + (degrees * ((random.NextDouble() * 2) - 1)), 4),
        Math.Round(centre.Longitude + (degrees * ((random.NextDouble() * 2) - 1)), 4));

    private static double Degrees(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
