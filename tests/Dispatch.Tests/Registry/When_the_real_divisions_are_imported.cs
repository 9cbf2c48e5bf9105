using Dispatch.Domain.Stations;
using Dispatch.Finding;
using Dispatch.Importing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Registry;

[OnBothDatabases(TakesLong = true)]
public sealed class When_the_real_divisions_are_imported : ServiceSpec
{
    private Imported towns = null!;
    private Imported villages = null!;

    [SetUp]
    public async Task Import()
    {
        (towns, villages) = (await From("towns"), await From("villages"));
    }

    [Test]
    public void Twenty_two_towns_and_two_hundred_and_thirty_villages_come_in_as_they_are()
    {
        Assert.That(towns.Complaints.Concat(villages.Complaints), Is.Empty);
        Assert.That(towns.Rows, Is.EqualTo(new Tally(22, 0, 0, 0)));
        Assert.That(villages.Rows, Is.EqualTo(new Tally(230, 0, 0, 0)));
        Assert.That(towns.Report.Ignored.Concat(villages.Report.Ignored), Is.Empty);
    }

    [Test]
    public async Task A_second_time_changes_nothing()
    {
        Assert.That((await From("towns")).Rows, Is.EqualTo(new Tally(0, 0, 22, 0)));
        Assert.That((await From("villages")).Rows, Is.EqualTo(new Tally(0, 0, 230, 0)));
    }

    [Test]
    public async Task The_newer_name_wins_and_the_older_still_finds_the_town()
    {
        var (village, _) = await Service.Db(db => FindVillage.Find(db, "狼山农场", "三分场村", default));
        var town = await Service.Db(db => db.Set<Town>().SingleAsync(town => town.Code == village!.TownCode));

        Assert.That(town.Name, Is.EqualTo("巴彦淖尔市狼山农场农牧业发展有限公司"));
    }

    [Test]
    public async Task A_suspect_place_is_not_trusted()
    {
        var town = await Service.Db(db => db.Set<Town>().SingleAsync(town => town.Name == "西环街道"));
        Assert.That(town.Place, Is.Null);
    }

    [Test]
    public async Task A_short_name_of_four_towns_is_refused_with_the_candidates()
    {
        var (village, error) = await Service.Db(db => FindVillage.Find(db, null, "团结村", default));

        Assert.That(village, Is.Null);
        Assert.That(error!.Key, Is.EqualTo("AmbiguousVillage"));
        Assert.That(error.Values[1].ToString()!.Split(", "), Has.Length.EqualTo(4).And.Some.Contains("双河镇").And.Some.Contains("150802106210"));
    }

    private async Task<Imported> From(string list)
    {
        await using var file = File.OpenRead(SharedData.Find($"linhe_{list}.csv"));
        return await Service.Import(list, file);
    }
}
