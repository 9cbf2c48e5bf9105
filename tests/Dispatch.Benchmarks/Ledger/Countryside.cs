using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Pairings;
using Dispatch.Domain.Stations;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>Who and where: the towns of Linhe, 260 stations, 120 experts, and as many pairings as its visits take.</summary>
internal sealed class Countryside
{
    public const int Stations = 260;
    public const int Experts = 120;
    public static readonly Place Linhe = new(40.75, 107.4);

    private static readonly string[] Towns = ["狼山镇", "新华镇", "干召庙镇", "乌兰图克镇", "双河镇", "城关镇", "白脑包镇", "曙光乡", "八一乡"];

    private readonly List<Pairing> pairings;

    /// <param name="pairings">How many.</param>
    /// <param name="from">Since when they run.</param>
    public Countryside(int pairings, DateTimeOffset from) => this.pairings = [.. Enumerable.Range(0, pairings).Select(n => new Pairing
    {
        Id = PairingId.For($"{n}"),
        Expert = ExpertOf(n % Experts),
        VillageCode = $"{TownOf(n)}{200 + (n / Experts):D3}",
        TownCode = TownOf(n),
        Station = StationOf(n % Stations),
        From = from,
        To = from.AddYears(10),
        PairedBy = new Actor(Role.Desk, "调度台"),
    })];

    public IReadOnlyList<Pairing> Pairings => pairings;

    public static string TownOf(int station) => $"1508021{station % Towns.Length:D2}";

    public static StationId StationOf(int n) => StationId.For($"S{n:D3}");

    public static ExpertId ExpertOf(int n) => ExpertId.For($"E{n:D3}");

    /// <summary>Its rows, those first that others name.</summary>
    public IEnumerable<object> Rows() =>
    [
        .. Towns.Select((name, n) => new Town { Code = TownOf(n), Name = name, Kind = name[^1..], Place = Linhe }),
        .. Enumerable.Range(0, Stations).Select(n => new Station { Id = StationOf(n), Code = $"S{n:D3}", Name = $"第{n}驿站", TownCode = TownOf(n), Place = Linhe, Territory = [] }),
        .. Enumerable.Range(0, Experts).Select(n => new Expert
        {
            Id = ExpertOf(n),
            Code = $"E{n:D3}",
            Name = $"专家{n}",
            Phone = $"139{n:D8}",
            Skills = [new SkillLevel(Skill.Veterinary, Level.Senior)],
            Base = Linhe,
            TownCode = TownOf(n),
            Station = StationOf(n % Stations),
            Capacity = 50,
        }),
        .. pairings,
    ];
}
