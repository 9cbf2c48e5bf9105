using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;

namespace Dispatch.Web.Demo;

/// <summary>Stations: first one in each village, then one at each town's office, then those at bases and cooperatives.</summary>
internal sealed class Stations(IReadOnlyList<Town> towns, IReadOnlyList<Village> villages, People people, Random random)
{
    private const int Count = 260;

    private static readonly WeeklyHours[] Hours =
    [
        WeeklyHours.OfficeHours,
        WeeklyHours.Parse("Mon-Fri 08:30-12:00,14:30-18:00"),
        WeeklyHours.Parse("Mon-Sat 08:00-18:00"),
        WeeklyHours.Parse("Mon-Sun 07:00-19:00"),
    ];

    private int codes;

    public IReadOnlyList<Station> Build()
    {
        var stations = villages.Select(InVillage).Concat(towns.Select(InTown)).ToList();
        stations.AddRange(AtBases().Take(Count - stations.Count));
        return stations;
    }

    private Station InVillage(Village village) =>
        Build($"{TownOf(village).Name}{village.ShortName}人才驿站", village, [village.Code]);

    private Station InTown(Town town)
    {
        var own = villages.Where(village => village.TownCode == town.Code).ToList();
        return Build($"{town.Name}人才驿站", own[0], [.. own.Select(village => village.Code)]);
    }

    /// <summary>Every (village, base) pair once, in random order, so that no name repeats.</summary>
    private IEnumerable<Station> AtBases()
    {
        var rural = villages.Where(village => village.Kind != "community").ToList();
        var pairs = rural.SelectMany(village => People.Bases.Select(name => (village, name))).ToArray();
        random.Shuffle(pairs);
        return pairs.Select(pair => Build($"{TownOf(pair.village).Name}{pair.village.ShortName}{pair.name}驿站", pair.village, [pair.village.Code]));
    }

    private Station Build(string name, Village at, List<string> territory)
    {
        var code = $"Z{++codes:D3}";
        return new Station
        {
            Id = StationId.For(code),
            Code = code,
            Name = name,
            TownCode = at.TownCode,
            Place = Country.Near(at.Place!.Value, 0.005, random),
            Territory = territory,
            Hours = random.From(Hours),
            Clerks = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new Domain.Stations.Clerk(people.Name(), random.OneIn(3) ? people.Landline() : people.Mobile()))],
        };
    }

    private Town TownOf(Village village) => towns.Single(town => town.Code == village.TownCode);
}
