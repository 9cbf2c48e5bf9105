using System.Collections.Immutable;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;

namespace Dispatch.Benchmarks;

/// <summary>
/// A country of any size, as dense as Linhe: experts clustered at stations, skills of very unequal frequency, four of five
/// on duty on a Monday morning. The same seed gives the same experts, and the same needs.
/// </summary>
internal sealed class World
{
    public const int MostExperts = 1_000_000;
    private const double Km2PerExpert = 30, KmPerDegree = 111.195, KmFromStation = 3, KmToFarm = 12;
    private static readonly Place Linhe = new(40.75, 107.4);
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly Limits Limits = new(new FieldHours(new TimeOnly(6, 0), new TimeOnly(20, 0), Zone));
    private static readonly WeeklyHours Weekends = WeeklyHours.Parse("Sat-Sun 08:00-18:00");
    private static readonly string[] Crops = ["sunflower", "maize", "wheat", "tomato", "pepper", "melon", "sheep", "cattle"];

    private readonly Random random;
    private readonly double load;
    private readonly Place[] stations;
    private readonly ILookup<int, Expert> atStation;

    /// <param name="experts">How many.</param>
    /// <param name="seed">Another seed, another world.</param>
    /// <param name="load">The share of all capacity that is taken.</param>
    public World(int experts, int seed = 1, double load = 0.6)
    {
        (random, this.load) = (new Random(seed), load);
        var half = Math.Sqrt(experts * Km2PerExpert) / 2;
        stations = [.. Enumerable.Range(0, Math.Max(1, experts / 5)).Select(_ => Near(Linhe, half))];
        var placed = Enumerable.Range(0, experts).Select(n => (Station: (int)(stations.Length * Square(random.NextDouble())), Number: n))
            .Select(one => (one.Station, Expert: Expert(one.Number, stations[one.Station]))).ToList();
        atStation = placed.ToLookup(one => one.Station, one => one.Expert);
        Roster = new Roster(placed.Select(one => new Candidate(one.Expert, Taken(one.Expert.Capacity))));
    }

    public Roster Roster { get; }

    /// <summary>The moment, not yet knowing who is on duty.</summary>
    public Scene Scene() => Scene(Roster);

    /// <summary>The same moment with another roster.</summary>
    public static Scene Scene(Roster roster, Weights? weights = null) => new(Now, Zone, weights ?? new Weights(), roster);

    /// <summary>At least this many seats; one order in eight is for a team.</summary>
    public List<Need> Needs(int seats)
    {
        var needs = new List<Need>(seats + 2);
        while (needs.Count < seats)
        {
            var first = Need($"order {needs.Count}");
            for (var seat = OneIn(8) ? random.Next(2, 4) : 1; seat >= 1; seat--) needs.Add(first with { Seat = seat, Skills = Asked() });
        }
        return needs;
    }

    /// <summary>Somebody of this number: another base, other skills, hours and leaves than those before.</summary>
    public Expert Another(int number) => Expert(number, stations[random.Next(stations.Length)]);

    public static ExpertId Id(int number) => ExpertId.For($"E{number}");

    private Expert Expert(int number, Place station) => new()
    {
        Id = Id(number),
        Code = $"E{number}",
        Name = $"E{number}",
        Phone = "13800000000",
        Skills = [.. Skills.Some(random.Next(1, 6), random).Select(skill => new SkillLevel(skill, (Level)random.Next(1, 4)))],
        Crops = [.. Crops.Where(_ => OneIn(3))],
        Languages = OneIn(9) ? ["zh", "mn"] : ["zh"],
        Base = Near(station, KmFromStation),
        TownCode = "150802001",
        TravelRadiusKm = random.Next(5, 14) * 5,
        Capacity = random.Next(4, 13),
        Hours = OneIn(10) ? Weekends : WeeklyHours.OfficeHours,
        Leaves = OneIn(9) ? [new Leave(Now.AddDays(-1), Now.AddDays(6), "holiday")] : [],
        Active = !OneIn(40),
    };

    private Need Need(string order)
    {
        var station = random.Next(stations.Length);
        var urgency = OneIn(10) ? Urgency.Urgent : OneIn(6) ? Urgency.Low : Urgency.Normal;
        return new Need
        {
            Order = OrderId.For(order),
            Seat = 1,
            Skills = Asked(),
            Place = Near(stations[station], KmToFarm),
            Urgency = urgency,
            QueuedSince = Now.AddHours(-24 * Square(random.NextDouble())),
            AnswerBy = Limits.AnswerBy(urgency, Now),
            Language = OneIn(20) ? "mn" : "zh",
            Crop = OneIn(3) ? null : Crops[random.Next(Crops.Length)],
            Refused = Locals(station, 6),
            AlreadyOnOrder = Locals(station, 20),
            PairedWith = Locals(station, 8),
            PlannedFor = OneIn(15) ? Now.AddDays(random.Next(1, 9)) : null,
            HeldFor = OneIn(30) && atStation[station].FirstOrDefault() is { } planned ? planned.Id : null,
            AskedFor = OneIn(8) && atStation[station].FirstOrDefault() is { } known ? known.Id : null,
        };
    }

    private SkillLevel[] Asked() => [.. Skills.Some(OneIn(8) ? 2 : 1, random).Select(skill => new SkillLevel(skill, (Level)random.Next(1, 3)))];

    private ImmutableArray<ExpertId> Locals(int station, int oneIn) => [.. atStation[station].Where(_ => OneIn(oneIn)).Select(expert => expert.Id)];

    private int Taken(int capacity) => Enumerable.Range(0, capacity).Count(_ => random.NextDouble() < load);

    private Place Near(Place centre, double km)
    {
        var latitude = centre.Latitude + (km * Spread() / KmPerDegree);
        return new Place(latitude, centre.Longitude + (km * Spread() / (KmPerDegree * Math.Cos(latitude * Math.PI / 180))));
    }

    private double Spread() => (2 * random.NextDouble()) - 1;

    private bool OneIn(int n) => random.Next(n) == 0;

    private static double Square(double x) => x * x;
}
