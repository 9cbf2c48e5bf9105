using System.Net;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Intake;

namespace Dispatch.Tests.Triage;

public sealed class When_a_place_is_only_half_known : SharedServiceSpec
{
    private static readonly Func<OrderRequest, OrderRequest> TownOnly = order => order with { Village = null, Seats = null };
    [OneTimeSetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"));

    [Test]
    public async Task A_town_alone_is_kept_and_its_station_asked_for_the_village()
    {
        var order = await Service.Order(await Service.Ordered(TownOnly));
        Assert.That((order.State, order.Reason), Is.EqualTo((State.NeedsClerk, ClerkReason.PlaceUnclear)));
        Assert.That((order.TownCode, order.Station), Is.EqualTo((Langshan.Town.Code, Langshan.Station.Id)));
    }

    [TestCase("orders")]
    [TestCase("triage")]
    public async Task A_town_nobody_knows_is_bad_input(string act)
    {
        var reply = act == "orders"
            ? await Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower with { Town = "火星镇", Village = null })
            : await Service.Act(await Service.Ordered(), act, OrderDesk.Clerk, new { town = "火星镇" });
        Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { "town" })));
    }

    [Test]
    public async Task The_clerk_names_the_village_and_the_skill_found_before_still_holds()
    {
        var tracking = await Service.Ordered(order => TownOnly(order) with { Town = null, Whereabouts = "老李家地头" });
        Assert.That((await Service.History(tracking))[^1].Why, Does.StartWith("老李家地头").And.Contains("菌核病"));

        await Service.Act(tracking, "triage", OrderDesk.Clerk, new { town = "狼山镇", village = "富强村" }).Done();
        var order = await Service.Order(tracking);
        Assert.That((order.State, order.Seats.Single().Needs.Single().Skill), Is.EqualTo((State.Waiting, Domain.Skill.PlantProtection)));
        Assert.That((order.TownCode, order.VillageCode, order.Station), Is.EqualTo((Langshan.Town.Code, Langshan.Village.Code, (StationId?)Langshan.Station.Id)));
    }

    [Test]
    public async Task Another_town_needs_its_village_named_and_leaves_the_order_where_it_was()
    {
        await Service.Save(new Town { Code = "150802101", Name = "新华镇", Kind = "镇", Place = new Domain.Place(41.05, 107.5) });
        var tracking = await Service.Ordered();

        var reply = await Service.Act(tracking, "triage", OrderDesk.Clerk, new { town = "新华镇" });
        Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { "village" })));
        Assert.That((await Service.Order(tracking)).TownCode, Is.EqualTo(Langshan.Town.Code));
    }

    [Test]
    public async Task Where_only_a_point_on_the_map_is_known_the_nearest_station_and_its_town_have_it()
    {
        var order = await Service.Order(await Service.Ordered(order => order with { Town = null, Village = null, Latitude = 41.1, Longitude = 107.4 }));
        Assert.That((order.State, order.TownCode, order.Station), Is.EqualTo((State.Waiting, Langshan.Town.Code, (StationId?)Langshan.Station.Id)));
    }

    [Test]
    public async Task Nobody_is_sent_to_nowhere() =>
        Assert.That((await Service.Assign(await Service.Ordered(TownOnly), "E1")).Code, Is.EqualTo("PlaceUnknown"));

    [TestCase("zh-CN", "zh")]
    [TestCase("MN", "mn")]
    [TestCase(null, "zh")]
    public async Task Of_a_language_code_the_language_counts(string? given, string kept) =>
        Assert.That((await Service.Order(await Service.Ordered(order => order with { Language = given }))).Language, Is.EqualTo(kept));

    [Test]
    public async Task What_is_no_language_is_bad_input() =>
        Assert.That((await Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower with { Language = "xx!!" })).Fields, Is.EqualTo(new[] { "language" }));

    [Test]
    public async Task A_clerk_who_finds_an_interpreter_can_change_the_language()
    {
        var tracking = await Service.Offered(order => order with { Language = "mn" });
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.NeedsClerk));

        await Service.Act(tracking, "triage", OrderDesk.Clerk, new { language = "zh" }).Done();
        await Service.Match();
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Offered));
    }
}
