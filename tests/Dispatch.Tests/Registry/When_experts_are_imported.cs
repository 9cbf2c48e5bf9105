using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Dispatch.Importing;
using Dispatch.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Registry;

[OnBothDatabases(TakesLong = true)]
public sealed class When_experts_are_imported : ServiceSpec
{
    private const string Header = "编号,姓名,电话,专长,乡镇,纬度,经度,接单上限,服务时间,语言,服务半径公里\n";
    private const string Wang = "ZJ-1,王建国,13904780001,植保:高级；农艺,狼山镇,41.0,107.4,３,周一至周五 08:00-18:00,汉语;蒙语,80\n";

    [SetUp]
    public Task Fill() => Service.Save(Lists.Places());

    [Test]
    public async Task Everything_the_row_says_is_kept()
    {
        var imported = await Service.Import("experts", Header + Wang);

        Assert.That(imported.Complaints, Is.Empty);
        var wang = await Service.Db(db => db.Set<Expert>().SingleAsync());
        Assert.Multiple(() =>
        {
            Assert.That(wang.Skills, Is.EqualTo(new[] { new SkillLevel(Skill.PlantProtection, Level.Senior), new SkillLevel(Skill.Agronomy, Level.Junior) }));
            Assert.That(wang.Base, Is.EqualTo(new Place(41, 107.4)));
            Assert.That(wang.Capacity, Is.EqualTo(3));
            Assert.That(wang.Languages, Is.EqualTo(new[] { "zh", "mn" }));
            Assert.That(wang.TravelRadiusKm, Is.EqualTo(80));
            Assert.That(wang.Hours, Is.EqualTo(WeeklyHours.OfficeHours));
        });
    }

    [Test]
    public async Task Crops_are_known_by_any_name_people_use_and_others_are_kept()
    {
        await Service.Import("experts", "code,name,phone,skills,town,作物\nZJ-1,王,13904780001,Agronomy,狼山镇,葵花；向日葵、Maize；苦参\n");
        Assert.That((await Service.Db(db => db.Set<Expert>().SingleAsync())).Crops, Is.EqualTo(new[] { "sunflower", "maize", "苦参" }));
    }

    [Test]
    public async Task Each_change_is_announced_and_no_change_is_not()
    {
        await Service.Import("experts", Header + Wang);
        await Service.Import("experts", Header + Wang);
        Assert.That(await Announced(), Is.EqualTo(1));

        await Service.Import("experts", Header + Wang.Replace(",80", ",90", StringComparison.Ordinal));
        Assert.That(await Announced(), Is.EqualTo(2));
    }

    [Test]
    public async Task Nothing_is_announced_when_nothing_is_imported()
    {
        await Service.Import("experts", Header + Wang + Wang);
        await Service.Import("experts", Header + Wang, dryRun: true);
        Assert.That(await Announced(), Is.Zero);
    }

    [TestCase("41.0,107.4", "NaN,107.4", "纬度: must be from -90 to 90")]
    [TestCase("41.0,107.4", "107.4,41.0", "纬度: must be from -90 to 90")]
    [TestCase("41.0,107.4", "41.0,", "经度: is missing")]
    [TestCase("41.0,107.4", "0,0", "纬度: 0, 0 is not in China")]
    [TestCase("41.0,107.4", "41.0,10.74", "纬度: 41, 10.74 is not in China")]
    [TestCase("41.0,107.4", "-41.0,107.4", "纬度: -41, 107.4 is not in China")]
    [TestCase("３,", "-1,", "接单上限: must be from 1 to 50")]
    [TestCase("３,", "0,", "接单上限: must be from 1 to 50")]
    [TestCase("３,", "51,", "接单上限: must be from 1 to 50")]
    [TestCase("３,", "three,", "接单上限: 'three' is not a number")]
    [TestCase("植保:高级", "捉鬼", "专长: '捉鬼' is not one of Agronomy 农艺")]
    [TestCase("植保:高级", "植保:大师", "专长: '植保:大师': PlantProtection 植保 has no such level; there are 1 Junior 初级, 2 Intermediate 中级, 3 Senior 高级.")]
    [TestCase("周一至周五", "有空时", "服务时间: '有空时 08:00-18:00' are no weekly hours")]
    [TestCase("汉语", "火星话", "语言: '火星话' is not a language")]
    [TestCase(",80", ",NaN", "服务半径公里: must be over 0 and at most 500 km.")]
    [TestCase(",80", ",0", "服务半径公里: must be over 0 and at most 500 km.")]
    [TestCase("狼山镇", "狼牙镇", "乡镇: There is no town '狼牙镇'")]
    public async Task What_is_wrong_is_said(string right, string wrong, string complaint)
    {
        var imported = await Service.Import("experts", Header + Wang.Replace(right, wrong, StringComparison.Ordinal));
        Assert.That(imported.Complaints, Has.Some.StartsWith($"list.csv: line 2, {complaint}"));
        Assert.That(imported.Report.Refused);
    }

    [Test]
    public async Task A_code_twice_in_the_file_is_refused_with_the_first_line()
    {
        var imported = await Service.Import("experts", Header + Wang + Wang);
        Assert.That(imported.Complaints, Has.Some.Match("^list.csv: line 3, .*'ZJ-1' is on line 2 already"));
        Assert.That(imported.Report.Refused);
    }

    [Test]
    public async Task Without_coordinates_the_town_serves_and_where_it_has_none_they_are_asked_for()
    {
        var taken = await Service.Import("experts", "code,name,phone,skills,town\nZJ-1,王,13904780001,Agronomy:2,狼山镇\n");
        var refused = await Service.Import("experts", "code,name,phone,skills,town\nZJ-2,李,13904780002,Agronomy:2,新华镇\n");

        Assert.That(taken.Complaints, Is.Empty);
        Assert.That(refused.Complaints.Single(), Is.EqualTo("list.csv: line 2, town: '新华镇' has no coordinates; give latitude and longitude in this row."));
    }

    [Test]
    public async Task So_they_are_for_a_station()
    {
        var imported = await Service.Import("stations", "编号,名称,乡镇\nYZ-1,新华驿站,老新华\n");
        Assert.That(imported.Complaints, Is.EqualTo(new[] { "list.csv: line 2, 乡镇: '老新华' has no coordinates; give latitude and longitude in this row." }));
    }

    [Test]
    public async Task A_village_of_another_town_is_told_with_the_town_as_the_file_writes_it()
    {
        var station = await Service.Import("stations", "code,name,town,territory,latitude,longitude\nYZ-1,新华驿站,老新华,富强村,41,107.4\n");
        var expert = await Service.Import("experts", "code,name,phone,skills,town,village\nZJ-1,王,13904780001,Agronomy:2,老新华,富强村\n");

        Assert.That(station.Complaints.Single(), Does.Contain("territory: There is no village '富强村' in '老新华'"));
        Assert.That(expert.Complaints.Single(), Does.Contain("village: There is no village '富强村' in '老新华'"));
    }

    [Test]
    public async Task A_capacity_below_the_seats_held_is_refused_with_that_reason()
    {
        await Service.Import("experts", Header + Wang);
        await Service.Db(db => db.Database.ExecuteSqlAsync($"UPDATE experts SET \"OpenSeats\" = 2"));

        var imported = await Service.Import("experts", Header + Wang.Replace("３,", "1,", StringComparison.Ordinal));

        Assert.That(imported.Complaints.Single(), Does.Contain("接单上限: The expert holds 2 seats now"));
        Assert.That((await Service.Db(db => db.Set<Expert>().SingleAsync())).Capacity, Is.EqualTo(3));
    }

    [Test]
    public async Task A_stations_territory_is_named_by_village_in_its_town_by_code_or_by_town_and_name()
    {
        var imported = await Service.Import("stations", "code,name,town,territory,clerks\nYZ-1,富强驿站,狼山镇,团结村；150802100213；新华镇/团结村,王芳:0478-8212345\n");

        Assert.That(imported.Complaints, Is.Empty);
        var station = await Service.Db(db => db.Set<Station>().SingleAsync());
        Assert.That(station.Territory, Is.EqualTo(new[] { "150802100220", "150802100213", "150802101211" }));
        Assert.That(station.Clerks, Is.EqualTo(new[] { new Domain.Stations.Clerk("王芳", "04788212345") }));
        Assert.That((await Service.Import("stations", "code,name,town,territory,clerks\nYZ-1,富强驿站,狼山镇,团结村；150802100213；新华镇/团结村,王芳:0478-8212345\n")).Rows, Is.EqualTo(new Tally(0, 0, 1, 0)));
    }

    private Task<int> Announced() => Service.Db(db => db.Set<OutboxRow>().CountAsync(row => row.Type == nameof(ExpertChanged)));
}
