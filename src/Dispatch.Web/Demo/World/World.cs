using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;

namespace Dispatch.Web.Demo;

/// <summary>A farmer of the demonstration.</summary>
/// <param name="Name">Not unique.</param>
/// <param name="Phone">A mobile or a landline; unique.</param>
/// <param name="VillageCode">Where the farmer lives.</param>
/// <param name="Language">"zh" or "mn".</param>
public sealed record DemoFarmer(string Name, string Phone, string VillageCode, string Language);

/// <summary>
/// The demonstration's own small district: Linhe's towns and some of its villages by name, everything and
/// everyone else invented. The same seed gives the same world.
/// </summary>
public sealed class World
{
    private const int FarmerCount = 2000;
    private const int PairingCount = 30;

    private World(int seed, DateOnly firstDay)
    {
        var random = new Random(seed);
        var people = new People(random);
        Towns = Country.Towns();
        Villages = Country.Villages(Towns, random);
        Stations = new Stations(Towns, Villages, people, random).Build();
        Experts = new Roster(Towns, Stations, firstDay, people, random).Build();
        Farmers = [.. Enumerable.Range(0, FarmerCount).Select(_ => Farmer(people, random))];
        Pairings = [.. random.Some(Experts, PairingCount).Zip(random.Some(Rural, PairingCount), (expert, village) => (expert.Id, village.Code))];
    }

    public IReadOnlyList<Town> Towns { get; }

    public IReadOnlyList<Village> Villages { get; }

    /// <summary>By code. A village may have several; the first whose territory names it is its own.</summary>
    public IReadOnlyList<Station> Stations { get; }

    public IReadOnlyList<Expert> Experts { get; }

    public IReadOnlyList<DemoFarmer> Farmers { get; }

    /// <summary>Experts bound to a village; nobody and no village twice.</summary>
    public IReadOnlyList<(ExpertId Expert, string VillageCode)> Pairings { get; }

    private IReadOnlyList<Village> Rural => [.. Villages.Where(village => village.Kind != "community")];

    /// <summary>Makes the world of this seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="firstDay">The first day of the month in which leaves fall; 1 July 2026 unless said otherwise.</param>
    public static World Create(int seed, DateOnly? firstDay = null) => new(seed, firstDay ?? new DateOnly(2026, 7, 1));

    private DemoFarmer Farmer(People people, Random random)
    {
        var language = random.OneIn(25) ? "mn" : "zh";
        // Nine of ten live in the country; landlines are telephone numbers too.
        var village = random.From(random.OneIn(10) ? Villages : Rural);
        return new DemoFarmer(people.Name(language), random.OneIn(8) ? people.Landline() : people.Mobile(), village.Code, language);
    }
}
