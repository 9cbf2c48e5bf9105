using System.Net;
using System.Text.Json;
using Dispatch.Tests.Clerk;
using Dispatch.Tests.Pages;

namespace Dispatch.Tests.Maps;

/// <summary>A clerk sees the own station's orders, the desk everybody's; the table says what the map shows, and nothing says whose an order is.</summary>
public sealed class When_staff_look_at_the_map : BoardSpec
{
    [Test]
    public async Task The_table_and_the_map_have_the_same_numbers()
    {
        await Service.Ordered();
        await Service.Ordered();
        await Elsewhere();
        var desk = await Desk();
        await desk.Open("/map");
        var rows = desk.Page.QuerySelectorAll("tbody tr").ToDictionary(row => row.Children[0].TextContent, row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray());
        var towns = (await Places(desk)).GetProperty("towns").EnumerateArray().ToDictionary(town => town.GetProperty("name").GetString()!, town => town.GetProperty("numbers").EnumerateArray().Select(number => $"{number.GetProperty("count")}").ToArray());

        Assert.That(rows["狼山镇"], Is.EqualTo(new[] { "2", "2", "0" }));
        Assert.That(rows["新华镇"], Is.EqualTo(new[] { "1", "1", "0" }));
        Assert.That(towns, Is.EquivalentTo(rows));
    }

    [Test]
    public async Task Each_number_leads_to_what_it_counts()
    {
        await Service.Ordered();
        await Service.Taken("E1");
        var desk = await Desk();
        await desk.Open("/map");
        var links = desk.Page.QuerySelectorAll("tbody a").Select(link => (Number: link.TextContent, Address: link.GetAttribute("href")!)).ToList();
        Assert.That(links, Is.Not.Empty);
        foreach (var (number, address) in links)
        {
            await desk.Open(address);
            Assert.That(desk.Text, Does.Contain($"合计 {number}"), address);
            Assert.That(desk.Page.QuerySelectorAll("tbody a[href^='/board/']"), Has.Length.EqualTo(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)), address);
        }
    }

    [Test]
    public async Task Stations_experts_and_open_orders_are_on_it_each_with_where_it_leads()
    {
        var tracking = await Service.Taken("E1");
        var unclear = await Unclear();
        var points = (await Places(await Desk())).GetProperty("points").EnumerateArray().ToList();

        Assert.That(Names(points, "Station"), Is.EquivalentTo(new[] { "狼山镇驿站", "新华镇驿站" }));
        Assert.That(Names(points, "Expert"), Is.EquivalentTo(new[] { "专家E1 E1", "专家E2 E2" }));
        Assert.That((Names(points, "Under").Single(), Names(points, "Clerk").Single()), Is.EqualTo((tracking, unclear)));
        Assert.That(points.Single(point => point.GetProperty("name").GetString() == tracking).GetProperty("link").GetString(), Is.EqualTo($"/board/{tracking}"));
    }

    [Test]
    public async Task A_clerk_sees_the_own_stations_orders_only()
    {
        var own = await Service.Ordered();
        await Elsewhere();
        await Wang.Open("/map");

        Assert.That(Wang.Text, Does.Contain("订单只有本驿站的"));
        Assert.That((await Places(Wang)).GetProperty("points").EnumerateArray().Where(point => point.GetProperty("layer").GetString() == "orders").Select(point => point.GetProperty("name").GetString()), Is.EqualTo(new[] { own }));
    }

    [Test]
    public async Task Nothing_on_it_says_whose_an_order_is()
    {
        await Service.Ordered();
        await Wang.Open("/map?handler=Places");

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Wang.Page.Body!.TextContent, Does.Contain("富强村").And.Not.Contain("李秀英").And.Not.Contain("13804780001").And.Not.Contain("菌核病"));
    }

    [Test]
    public async Task Of_an_order_it_shows_the_station_and_the_candidates_with_how_far_they_are()
    {
        var tracking = await Service.Ordered();
        await Wang.Open($"/board/{tracking}");
        Assert.That(Wang.Page.QuerySelector(".map")!.GetAttribute("data-places"), Is.EqualTo($"/board/{tracking}/map?handler=Places"));
        await Wang.Open($"/board/{tracking}/map");
        Assert.That(Wang.Text, Does.Contain("狼山镇驿站").And.Contain("第 1 候选：专家E1 E15.0").And.Contain("第 2 候选：专家E2 E220.0"));

        var points = (await Places(Wang, $"/board/{tracking}/map?handler=Places")).GetProperty("points").EnumerateArray().ToList();
        Assert.That(points.Select(point => point.GetProperty("kind").GetString()), Is.EqualTo(new[] { "Waiting", "Station", "Expert", "Expert" }));
    }

    [Test]
    public async Task Another_stations_order_is_not_on_it()
    {
        await Wang.Open($"/board/{await Elsewhere()}/map?handler=Places");

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static List<string> Names(IEnumerable<JsonElement> points, string kind) =>
        [.. points.Where(point => point.GetProperty("kind").GetString() == kind).Select(point => point.GetProperty("name").GetString()!)];

    private static async Task<JsonElement> Places(Visitor who, string address = "/map?handler=Places") => JsonElement.Parse(await who.Bytes(address));
}
