using System.Net;
using Dispatch.Domain.Stations;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Registry;

public sealed class When_divisions_are_wrong : ServiceSpec
{
    private const string Towns = "code,name,kind,latitude,longitude,quality\n";
    private const string Experts = "code,name,phone,skills,town,latitude,longitude\n";

    [SetUp]
    public Task Fill() => Service.Save(Lists.Places());

    [Test]
    public async Task A_town_is_not_in_the_sea()
    {
        var imported = await Service.Import("towns", Towns + "150802102,干召庙镇,镇,0,0,\n");
        Assert.That(imported.Complaints.Single(), Does.StartWith("list.csv: line 2, latitude: 0, 0 is not in China (latitude 3 to 54, longitude 73 to 136)"));
    }

    [Test]
    public async Task Coordinates_that_are_known_to_be_suspect_are_not_looked_at()
    {
        var imported = await Service.Import("towns", Towns + "150802102,干召庙镇,镇,0,0,suspect\n");

        Assert.That(imported.Complaints, Is.Empty);
        Assert.That((await Service.Db(db => db.Set<Town>().SingleAsync(town => town.Code == "150802102"))).Place, Is.Null);
    }

    [Test]
    public async Task A_name_that_two_towns_have_finds_neither_and_lists_both()
    {
        await Service.Import("towns", Towns + "150802999,狼山镇,镇,41.5,107.5,\n");
        const string Both = "There are several towns '狼山镇': 狼山镇 (150802100), 狼山镇 (150802999). Give the code.";

        var expert = await Service.Import("experts", Experts + "ZJ-1,王,13904780001,Agronomy,狼山镇,41,107.4\n");
        var village = await Service.Import("villages", "code,name,townName\n150802100301,新村,狼山镇\n");
        var order = await Service.Send(HttpMethod.Post, "/orders", OrderDesk.Farmer, System.Net.Http.Json.JsonContent.Create(OrderDesk.Sunflower with { Village = null }), "en");

        Assert.That(expert.Complaints.Single(), Does.EndWith($"town: {Both}"));
        Assert.That(village.Complaints.Single(), Does.EndWith($"townName: {Both}"));
        Assert.That((order.Status, order.Body.ToString().Contains(Both, StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.BadRequest, true)), order.Body.ToString());
        Assert.That((await Service.Import("experts", Experts + "ZJ-1,王,13904780001,Agronomy,150802100,41,107.4\n")).Complaints, Is.Empty);
    }

    [Test]
    public async Task Todays_name_goes_before_the_former_one_of_another()
    {
        await Service.Import("towns", Towns + "150802999,老新华,镇,41.5,107.5,\n");

        Assert.That((await Service.Import("experts", Experts + "ZJ-1,王,13904780001,Agronomy,老新华,,\n")).Complaints, Is.Empty);
        Assert.That((await Service.Db(db => db.Set<Domain.Experts.Expert>().SingleAsync())).TownCode, Is.EqualTo("150802999"));
    }

    [TestCase("code,name,town\n150802100301,新村,150802101\n", "town")]
    [TestCase("code,name,乡镇\n150802100301,新村,新华镇\n", "乡镇")]
    public async Task A_village_begins_with_its_towns_code(string csv, string field)
    {
        var imported = await Service.Import("villages", csv);
        Assert.That(imported.Complaints, Is.EqualTo(new[] { $"list.csv: line 2, {field}: Code 150802100301 is not of 新华镇 (150802101): it begins with another town's." }));
    }

    [TestCase("towns", "code,name,kind\n150802103,\"干召\n庙镇\",镇\n")]
    [TestCase("villages", "code,name\n150802100301,\"新\n村\"\n")]
    [TestCase("villages", "code,name,简称\n150802100301,新村,\"新\t村\"\n")]
    [TestCase("stations", "code,name,town\nYZ-1,\"新\n驿站\",狼山镇\n")]
    [TestCase("stations", "code,name,town\n\"YZ\n1\",新驿站,狼山镇\n")]
    [TestCase("experts", "code,name,phone,skills,town\nZJ-1,\"王\n一\",13904780001,Agronomy,狼山镇\n")]
    [TestCase("farmers", "phone,name,village\n13804780001,\"李\r\n一\",富强村\n")]
    [TestCase("farmers", "phone,name,village\n13804780001,李\u2028一,富强村\n")]
    [TestCase("orders", "编号,姓名,电话,诉求\nG1,\"李\n一\",13804780001,葵花打蔫\n")]
    public async Task A_name_is_one_line(string list, string csv) =>
        Assert.That((await Service.Import(list, csv)).Complaints.Single(), Does.EndWith(": must be on one line, without tabs."));
}
