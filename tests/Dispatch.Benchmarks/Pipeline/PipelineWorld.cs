using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Dispatch.Intake;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>
/// A district like Linhe, of 22 towns with twelve stations each and a village for each station, and its experts, on duty at any hour: a run
/// is not to depend on when it is. Everything comes from the seed.
/// </summary>
/// <param name="experts">How many.</param>
/// <param name="capacity">Seats each may hold; null for 4 to 12, as in a district.</param>
/// <param name="everybodyKnows">A skill that all have; null for none.</param>
internal sealed class PipelineWorld(int experts, int? capacity, Skill? everybodyKnows = null)
{
    /// <summary>As the setting FieldHours wants it.</summary>
    public const string AllDay = "00:00-23:59";
    private const int Towns = 22, Stations = 264, Seed = 1;
    private const double Side = 0.25;
    private static readonly Place Centre = new(40.8, 107.4);
    private static readonly WeeklyHours Always = WeeklyHours.Parse("Mon-Sun 00:00-24:00");
    private static readonly Skill[] Skills = Enum.GetValues<Skill>();

    private readonly List<Expert> people = [.. People(new Random(Seed), experts, capacity, everybodyKnows)];

    /// <summary>Seats that all may hold together.</summary>
    public int Seats => people.Sum(expert => expert.Capacity);

    /// <summary>The rows.</summary>
    public IEnumerable<object> Everything()
    {
        for (var n = 0; n < Towns; n++) yield return new Town { Code = TownCode(n), Name = $"第{n}镇", Kind = "镇", Place = Around(new Random(Seed + n)) };
        for (var n = 0; n < Stations; n++)
        {
            var place = Around(new Random(Seed + n));
            yield return new Village { Code = VillageCode(n), OfficialName = $"第{n}村村民委员会", ShortName = $"第{n}村", Kind = "village", TownCode = TownCode(n % Towns), Place = place };
            yield return new Station { Id = StationId.For($"S{n:D3}"), Code = $"S{n:D3}", Name = $"第{n}驿站", TownCode = TownCode(n % Towns), Place = place, Territory = [VillageCode(n)] };
        }
        foreach (var expert in people) yield return expert;
    }

    /// <summary>An order that an expert can be found for without a clerk: the place is known, and the skill is one that somebody near has. Each farmer has a phone of their own.</summary>
    public OrderRequest Request(int number)
    {
        var random = new Random((Seed << 24) + number);
        var expert = people[random.Next(people.Count)];
        return Request(number, random.Next(Stations), expert.Base, expert.Skills[random.Next(expert.Skills.Count)]);
    }

    /// <summary>An order after the hail: all of one village and one skill, so that they compete for the same experts.</summary>
    public static OrderRequest AfterHail(int number, Skill skill) => Request(number, 0, Centre, new SkillLevel(skill, Level.Junior));

    private static OrderRequest Request(int number, int village, Place place, SkillLevel need) => new()
    {
        FarmerName = "李秀英",
        FarmerPhone = $"138{number:D8}",
        Difficulty = "昨天夜里下了冰雹，葵花叶子打得稀烂，地里好几亩都这样，不知道还能不能救，请专家来看看",
        Village = VillageCode(village),
        Whereabouts = "村委会往北两里",
        Latitude = place.Latitude,
        Longitude = place.Longitude,
        Seats = [[$"{need}"]],
        Channel = "Api",
    };

    private static string TownCode(int n) => $"150802{100 + n}";

    private static string VillageCode(int n) => $"{TownCode(n % Towns)}{n:D3}";

    private static Place Around(Random random) => new(Centre.Latitude + (Side * (random.NextDouble() - 0.5)), Centre.Longitude + (Side * (random.NextDouble() - 0.5)));

    private static IEnumerable<Expert> People(Random random, int experts, int? capacity, Skill? everybodyKnows)
    {
        for (var n = 0; n < experts; n++)
            yield return new Expert
            {
                Id = ExpertId.For($"E{n:D3}"),
                Code = $"E{n:D3}",
                Name = "专家",
                Phone = $"139{n:D8}",
                Skills = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Skills[random.Next(Skills.Length)]).Append(everybodyKnows ?? Skills[n % Skills.Length]).Distinct().Select(skill => new SkillLevel(skill, (Level)random.Next(1, 4)))],
                Base = Around(random),
                TownCode = TownCode(n % Towns),
                Capacity = capacity ?? random.Next(4, 13),
                Hours = Always,
            };
    }
}
