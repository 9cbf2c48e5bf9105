using System.Text.Json;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Web.Demo;

namespace Dispatch.Tests.Demo;

[TestFixture(7)]
[TestFixture(42)]
[TestFixture(-1)]
public sealed class The_world(int seed)
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    private readonly World world = World.Create(seed);

    [Test]
    public void Has_its_size() => Assert.That(
        (world.Towns.Count, world.Stations.Count, world.Experts.Count, world.Farmers.Count, world.Pairings.Count),
        Is.EqualTo((22, 260, 120, 2000, 30)));

    [Test]
    public void Is_the_same_for_the_same_seed() => Assert.That(Json(World.Create(seed)), Is.EqualTo(Json(world)));

    [Test]
    public void Is_another_for_another_seed() => Assert.That(Json(World.Create(seed + 1)), Is.Not.EqualTo(Json(world)));

    [Test]
    public void Has_no_code_name_or_telephone_twice()
    {
        Assert.That(world.Towns.Select(town => town.Code), Is.Unique);
        Assert.That(world.Villages.Select(village => village.Code), Is.Unique);
        Assert.That(world.Stations.Select(station => station.Code), Is.Unique);
        Assert.That(world.Stations.Select(station => station.Name), Is.Unique);
        Assert.That(world.Experts.Select(expert => expert.Code), Is.Unique);
        Assert.That(Phones(), Is.Unique);
    }

    [Test]
    public void Has_telephones_of_the_right_form() =>
        Assert.That(Phones(), Has.All.Match(@"^(1[3-9]\d{9}|0478\d{7})$").And.Some.StartsWith("0478"));

    [Test]
    public void Has_2_to_12_villages_in_every_town() =>
        Assert.That(world.Towns.Select(town => world.Villages.Count(village => village.TownCode == town.Code)), Has.All.InRange(2, 12));

    [Test]
    public void Has_four_villages_called_Tuanjie() => Assert.That(world.Villages.Count(village => village.ShortName == "团结村"), Is.EqualTo(4));

    [Test]
    public void Gives_every_village_a_station() =>
        Assert.That(world.Villages.Select(village => village.Code), Is.SubsetOf(world.Stations.SelectMany(station => station.Territory)));

    [Test]
    public void Gives_every_station_one_or_two_clerks() => Assert.That(world.Stations.Select(station => station.Clerks.Count), Has.All.InRange(1, 2));

    [Test]
    public void Has_somebody_in_every_village_s_reach_for_every_skill([Values] Skill skill)
    {
        var experts = world.Experts.Where(expert => expert.LevelIn(skill) is not null).ToList();
        Assert.That(world.Villages.Where(village => !experts.Exists(expert => expert.Base.KmTo(village.Place!.Value) <= expert.TravelRadiusKm)), Is.Empty);
    }

    [TestCase(Skill.Aquaculture, 1, 2)]
    [TestCase(Skill.ProcessingAndMarketing, 2, 3)]
    [TestCase(Skill.PlantProtection, 25, 60)]
    [TestCase(Skill.Veterinary, 15, 35)]
    public void Has_skills_of_unequal_frequency(Skill skill, int least, int most) =>
        Assert.That(world.Experts.Count(expert => expert.LevelIn(skill) is not null), Is.InRange(least, most));

    [Test]
    public void Has_experts_within_bounds()
    {
        Assert.That(world.Experts.Select(expert => expert.Capacity), Has.All.InRange(3, 6));
        Assert.That(world.Experts.Select(expert => expert.TravelRadiusKm), Has.All.InRange(25, 70));
        Assert.That(world.Experts.Select(expert => expert.Skills.Select(held => held.Skill)), Has.All.Unique);
        Assert.That(world.Experts.Select(expert => expert.Skills.Count), Has.All.InRange(1, 3));
        Assert.That(world.Experts.Count(expert => expert.Leaves.Count > 0), Is.InRange(3, 25));
        Assert.That(world.Experts.Count(expert => expert.Languages.Contains("mn")), Is.GreaterThan(3));
        Assert.That(world.Experts.Count(OnWeekend), Is.GreaterThan(20));
    }

    [Test]
    public void Pairs_nobody_and_no_village_twice()
    {
        Assert.That(world.Pairings.Select(pairing => pairing.Expert), Is.Unique.And.SubsetOf(world.Experts.Select(expert => expert.Id)));
        Assert.That(world.Pairings.Select(pairing => pairing.VillageCode), Is.Unique.And.SubsetOf(world.Villages.Select(village => village.Code)));
    }

    private static bool OnWeekend(Expert expert) => expert.Hours.Spans.Any(span => span.Day is DayOfWeek.Sunday);

    private IEnumerable<string> Phones() =>
    [
        .. world.Farmers.Select(farmer => farmer.Phone),
        .. world.Experts.Select(expert => expert.Phone),
        .. world.Stations.SelectMany(station => station.Clerks).Select(clerk => clerk.Phone),
    ];

    private static string Json(World world) => JsonSerializer.Serialize(
        (world.Towns, world.Villages, world.Stations, world.Experts, world.Farmers, world.Pairings, Hours: world.Experts.Select(expert => $"{expert.Hours}")), WithFields);
}
