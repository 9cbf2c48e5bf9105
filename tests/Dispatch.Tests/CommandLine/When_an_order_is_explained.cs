using System.Text.Json;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.CommandLine;

public sealed class When_an_order_is_explained : Terminal
{
    private Service service = null!;

    [SetUp]
    public async Task Start() => service = await Service.StartAsync(settings => settings.Database = $"sqlite:{Path("dispatch.db")}");

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task It_tells_from_when_an_offer_can_be_made_and_then_one_is()
    {
        await service.Settle(Langshan.Expert("E1", hours: "Tue 08:00-18:00"));
        var tracking = await service.Offered();

        Assert.That(await Run("explain", tracking, "--lang", "en"), Is.Zero, Error);
        Assert.That(Out, Does.Contain("an offer can be made from 2026-06-01 18:00, as somebody is on duty from 2026-06-02 08:00"));
        service.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 1, 17, 59, 0, TimeSpan.FromHours(8)));
        Assert.That((await service.Match(), await service.StateOf(tracking)), Is.EqualTo((0, State.Waiting)));
        service.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 1, 18, 1, 0, TimeSpan.FromHours(8)));
        await service.Match();
        Assert.That(await service.StateOf(tracking), Is.EqualTo(State.Offered));
    }

    [Test]
    public async Task It_is_told_in_the_language_that_is_asked_for()
    {
        await service.Settle(Langshan.Expert("E1", hours: "Tue 08:00-18:00"), Langshan.Expert("E2", km: 300));
        var waiting = await service.Offered();
        await service.Change("E1", expert => expert.Hours = WeeklyHours.Parse("Mon-Sun 06:00-20:00"));
        var offered = await service.Offered(order => order with { Crop = "玉米" });

        await Run("explain", waiting, "--lang", "zh");
        Assert.That(Out, Does.Contain("怎样才行").And.Contain("派单").And.Contain("服务半径").And.Contain("等专家答复, 一般, 点单式").And.Not.Contain("what would").And.Not.Contain("an expert").And.Not.Contain("seat"));
        await Run("explain", waiting, "--lang", "en");
        Assert.That(Out, Does.Contain("what would change it").And.Contain("does not go that far").And.Contain("an expert who goes farther").And.Not.Contain("怎样").And.Not.Contain("席位"));
        await Run("explain", offered, "--lang", "zh");
        Assert.That(Out, Does.Contain("距离").And.Contain("不熟悉作物").And.Contain("等答复").And.Not.Contain("distance"));
        await Run("explain", offered, "--lang", "en");
        Assert.That(Out, Does.Contain("distance").And.Contain("crop unknown").And.Not.Contain("专家 expert"));
    }

    [Test]
    public async Task It_tells_who_is_full_and_until_when()
    {
        await service.Settle(Langshan.Expert("E1", capacity: 1));
        await service.Accept(await service.Offered(), "E1", comesAt: Service.Monday.AddDays(1)).Done();

        Assert.That(await Run("explain", await service.Offered(), "--lang", "en"), Is.Zero, Error);
        Assert.That(Out, Does.Match("a free seat of E1 .*, the first promised by 2026-06-02 09:00"));
    }

    [Test]
    public async Task In_a_file_a_long_list_of_experts_stays_on_one_line()
    {
        await service.Settle([.. Enumerable.Range(10, 60).Select(n => Langshan.Expert($"E{n}", km: n / 10.0))]);

        await Run("explain", await service.Offered(), "--lang", "en");
        Assert.That(Out.Split('\n').Single(line => line.Contains("qualified too", StringComparison.Ordinal)), Does.Contain("E15 ").And.Contain("E69 "));
    }

    [Test]
    public async Task As_JSON_it_says_whose_order_it_is_and_who_the_experts_are()
    {
        await service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", km: 20), Langshan.Expert("E3", skill: Domain.Skill.Seed));
        var tracking = await service.Offered();

        var told = await Json(tracking);
        Assert.That(told.GetProperty("tracking").GetString(), Is.EqualTo(tracking));
        Assert.That(told.GetProperty("state").GetString(), Is.EqualTo("Offered"));
        Assert.That(told.GetProperty("matches")[0].GetProperty("explanation").GetProperty("chosen").GetGuid(), Is.EqualTo(ExpertId.For("E1").Value));
        Assert.That(told.GetProperty("experts").EnumerateArray().Select(expert => (expert.GetProperty("id").GetGuid(), expert.GetProperty("code").GetString(), expert.GetProperty("name").GetString())), Is.EqualTo(new[]
        {
            (ExpertId.For("E1").Value, "E1", "专家E1"),
            (ExpertId.For("E2").Value, "E2", "专家E2"),
        }));
        Assert.That(told.TryGetProperty("history", out _), Is.False);
    }

    [Test]
    public async Task Of_an_order_that_has_never_been_matched_both_tell_what_happened_instead()
    {
        await service.Settle();
        var tracking = await service.Ordered(order => order with { Seats = null, Difficulty = "有事" });

        await Run("explain", tracking, "--lang", "en");
        Assert.That(Out, Does.Contain("It has not been through matching").And.Contain("unclear → needs a clerk"));
        var told = await Json(tracking);
        Assert.That(told.GetProperty("matches").GetArrayLength(), Is.Zero);
        Assert.That(told.GetProperty("history").EnumerateArray().Select(step => step.GetProperty("to").GetString()), Is.EqualTo(new[] { "Submitted", "NeedsClerk" }));
        Assert.That(told.GetProperty("reason").GetString(), Is.EqualTo("SkillUnclear"));
    }

    private async Task<JsonElement> Json(string tracking)
    {
        Assert.That(await Run("explain", tracking, "--json"), Is.Zero, Error);
        return JsonElement.Parse(Out);
    }
}
