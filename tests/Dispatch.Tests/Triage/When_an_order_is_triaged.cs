using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;

namespace Dispatch.Tests.Triage;

public sealed class When_an_order_is_triaged : SharedServiceSpec
{
    private static readonly Village Far = new() { Code = "150802100202", OfficialName = "永明村", ShortName = "永明村", Kind = "village", TownCode = Langshan.Town.Code };
    private static readonly Town Bare = new() { Code = "150802199", Name = "无名镇", Kind = "镇" };
    private static readonly Village Nowhere = new() { Code = "150802199201", OfficialName = "无图村", ShortName = "无图村", Kind = "village", TownCode = Bare.Code };
    [OneTimeSetUp]
    public async Task Start()
    {
        await Service.Settle();
        await Service.Save(Far, Bare, Nowhere, Beside("S002", km: 10), Beside("S003", km: 4));
    }

    [Test]
    public async Task The_given_skill_wins_over_the_words()
    {
        var order = await Triaged("葵花得了菌核病，烂盘", [["Irrigation:2"]]);
        Assert.That(order.Seats.Single().Needs, Is.EqualTo(new[] { new SkillLevel(Skill.Irrigation, Level.Intermediate) }));
    }

    [TestCase("羊不吃草，拉稀", Skill.Veterinary, Urgency.Urgent)]
    [TestCase("葵花得了菌核病，烂盘", Skill.PlantProtection, Urgency.Normal)]
    [TestCase("Aphids and powdery mildew on my melons", Skill.PlantProtection, Urgency.Normal)]
    public async Task Words_tell_the_skill(string words, Skill skill, Urgency urgency)
    {
        var order = await Triaged(words);
        Assert.That((order.Seats.Single().Needs.Single().Skill, order.Urgency), Is.EqualTo((skill, urgency)));
    }

    [Test]
    public async Task Unclear_words_go_to_a_clerk_with_what_was_found()
    {
        var tracking = await Service.Ordered(order => order with { Seats = null, Difficulty = "葵花不行了" });
        var last = (await Service.History(tracking))[^1];
        Assert.That((last.Fact, last.To, last.Why), Is.EqualTo((nameof(Unclear), State.NeedsClerk, "葵花")));
        Assert.That((await Service.Order(tracking)).Reason, Is.EqualTo(ClerkReason.SkillUnclear));
    }

    [Test]
    public async Task The_crop_is_known_by_any_name_people_use()
    {
        var tracking = await Service.Ordered(order => order with { Crop = "苞米" });
        Assert.That((await Service.Order(tracking)).Crop, Is.EqualTo("maize"));
        await Service.Act(tracking, "triage", OrderDesk.Clerk, new { crop = "食葵" }).Done();
        Assert.That((await Service.Order(tracking)).Crop, Is.EqualTo("sunflower"));
    }

    [Test]
    public async Task Without_a_place_a_clerk_is_asked_where_it_is()
    {
        var order = await Service.Order(await Service.Ordered(order => order with { Town = null, Village = null, Whereabouts = "老李家地头" }));
        Assert.That(order.Reason, Is.EqualTo(ClerkReason.PlaceUnclear));
    }

    [Test]
    public async Task A_village_that_is_on_no_map_is_no_place() =>
        Assert.That((await Service.Order(await Service.Ordered(order => order with { Town = Bare.Name, Village = Nowhere.ShortName }))).Reason, Is.EqualTo(ClerkReason.PlaceUnclear));

    [Test]
    public async Task The_station_is_the_one_whose_territory_it_is() =>
        Assert.That((await Service.Order(await Service.Ordered(Beyond("富强村")))).Station, Is.EqualTo(Langshan.Station.Id));

    [Test]
    public async Task Else_the_nearest_of_the_town() =>
        Assert.That((await Service.Order(await Service.Ordered(Beyond("永明村")))).Station, Is.EqualTo(StationId.For("S003")));

    [Test]
    public async Task Announced_twice_it_is_triaged_once()
    {
        var tracking = await Service.Ordered();
        await Service.DeliverAgain<OrderSubmitted>();
        Assert.That(await Service.History(tracking), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Announced_under_another_id_it_is_triaged_once_all_the_same()
    {
        var tracking = await Service.Ordered();
        await Service.Deliver(await Announcement(tracking), Guid.CreateVersion7());
        Assert.That(await Service.History(tracking), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Announced_late_a_clerks_word_stands()
    {
        var tracking = await Service.Ordered(order => order with { Seats = null, Difficulty = "葵花不行了" });
        await Service.TriageAs(tracking, "Seed").Done();
        await Service.Deliver(await Announcement(tracking), Guid.CreateVersion7());
        var order = await Service.Order(tracking);
        Assert.That((order.State, order.Seats.Single().Needs.Single().Skill, order.Version), Is.EqualTo((State.Waiting, Skill.Seed, 2)));
    }

    [Test]
    public async Task Announced_out_of_turn_a_cancelled_order_stays_closed()
    {
        var tracking = await Service.Ordered();
        await Service.Cancel(tracking).Done();
        await Service.Deliver(await Announcement(tracking), Guid.CreateVersion7());
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Closed));
    }

    private async Task<OrderSubmitted> Announcement(string tracking) => new() { OrderId = (await Service.Order(tracking)).Id.Value };

    private async Task<Order> Triaged(string words, IReadOnlyList<IReadOnlyList<string>>? seats = null) =>
        await Service.Order(await Service.Ordered(order => order with { Difficulty = words, Seats = seats }));

    /// <summary>Five kilometres north of the town's centre.</summary>
    private static Func<Dispatch.Intake.OrderRequest, Dispatch.Intake.OrderRequest> Beyond(string village) =>
        order => order with { Village = village, Latitude = Langshan.Centre.Latitude + (5 / 111.2), Longitude = Langshan.Centre.Longitude };

    private static Station Beside(string code, double km) => new()
    {
        Id = StationId.For(code),
        Code = code,
        Name = code,
        TownCode = Langshan.Town.Code,
        Place = new Place(Langshan.Centre.Latitude + (km / 111.2), Langshan.Centre.Longitude),
    };
}
