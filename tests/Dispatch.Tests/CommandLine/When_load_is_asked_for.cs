using System.Text.Json;
using Dispatch.Domain;
using Dispatch.Web.CommandLine;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.CommandLine;

public sealed class When_load_is_asked_for : Terminal
{
    private Service service = null!;

    [SetUp]
    public async Task Start()
    {
        service = await Service.StartAsync(settings => settings.Database = $"sqlite:{Path("dispatch.db")}");
        await service.Settle(Langshan.Expert("E1", capacity: 4), Langshan.Expert("E2", km: 40, skill: Skill.Seed));
        await service.Taken("E1");
    }

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task It_is_told_in_the_language_that_is_asked_for()
    {
        Assert.That(await Run("load", "--from", "2026-06", "--to", "2026-06", "--lang", "zh"), Is.Zero, Error);
        Assert.That(Out, Does.Contain("现有席位：2 名专家共 1 个；负荷（席位/上限）中位 0，最高 0.25；基尼系数 0.5").And.Contain("植保：1 名专家，1 个订单").And.Not.Contain("expert").And.Not.Contain("Plant"));
        Assert.That(await Run("load", "--from", "2026-06", "--to", "2026-06", "--lang", "en"), Is.Zero, Error);
        Assert.That(Out, Does.Contain("Seats held now: 2 experts, 1 seats; load (seats / capacity) of the middle one 0, highest 0.25; Gini coefficient 0.5").And.Contain("PlantProtection: 1 expert for 1 orders").And.Not.Contain("植保").And.Not.Contain("名专家"));
        Assert.That(Out, Does.Match(@"E1 专家E1 │ +1 / 4 │ +0\.25 │ +0 "));
    }

    [Test]
    public async Task As_JSON_it_is_what_the_API_answers()
    {
        Assert.That(await Run("load", "--from", "2026-06", "--to", "2026-06", "--json", "--lang", "en"), Is.Zero, Error);
        var (told, answered) = (JsonElement.Parse(Out), await service.Send(HttpMethod.Get, "/load?from=2026-06&to=2026-06", OrderDesk.Clerk, language: "en"));

        foreach (var part in new[] { "now", "served", "experts", "skills", "words", "leftOut" })
            Assert.That(JsonElement.DeepEquals(told.GetProperty(part), answered.Body.GetProperty(part)), $"{told.GetProperty(part)} is not {answered.Body.GetProperty(part)}");
    }

    [TestCase("zh", "--from: “June”不是月份")]
    [TestCase("en", "--from: 'June' is not a month")]
    public async Task A_month_that_is_none_is_named_by_option(string language, string words)
    {
        Assert.That(await Run("load", "--from", "June", "--lang", language), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.StartWith(words));
        Assert.That(Out, Is.Empty);
    }

    [Test]
    public async Task Without_experts_it_says_so()
    {
        foreach (var code in new[] { "E1", "E2" }) await service.Change(code, expert => expert.Active = false);

        Assert.That(await Run("load", "--lang", "en"), Is.Zero, Error);
        Assert.That(Out, Does.Contain("No expert is active.").And.Not.Contain("Gini"));
    }

    [Test]
    public async Task Whose_row_is_wrong_is_named()
    {
        await service.Db(db => db.Database.ExecuteSqlRawAsync("UPDATE experts SET \"TravelRadiusKm\" = -1 WHERE \"Code\" = 'E2'"));

        Assert.That(await Run("load", "--lang", "en"), Is.Zero, Error);
        Assert.That(Out, Does.Contain("not counted (see dispatch doctor): E2"));
    }
}
