using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Stations;

namespace Dispatch.Tests.Farmer;

/// <summary>The menu and the lectures.</summary>
public sealed class When_help_is_chosen : FarmerSpec
{
    [Test]
    public async Task Every_kind_is_there_with_how_many_give_it()
    {
        await Service.Save(Langshan.Expert("E3"));
        await Li.Open("/menu");

        Assert.That(Li.Page.QuerySelectorAll(".door"), Has.Length.EqualTo(Enum.GetValues<Skill>().Length));
        Assert.That(Li.Page.QuerySelector("a[href='/menu?kind=PlantProtection']")!.TextContent, Does.Contain("植保").And.Contain("2 位专家"));
    }

    [Test]
    public async Task Who_gives_it_is_named_and_who_has_left_is_not()
    {
        await Service.Save(Langshan.Expert("E3"));
        await Service.Change("E3", expert => expert.Active = false);
        await Li.Open("/menu?kind=PlantProtection");

        Assert.That(Li.Page.QuerySelectorAll(".cards h3").Select(name => name.TextContent), Is.EqualTo(new[] { "专家E1" }));
        Assert.That(Li.Text, Does.Contain("狼山镇").And.Contain("植保（中级）"));
    }

    [Test]
    public async Task Nobody_is_said_in_words()
    {
        await Li.Open("/menu?kind=Aquaculture");
        Assert.That(Li.Page.QuerySelector(".empty")?.TextContent, Does.Contain("暂时没有这方面的专家"));
    }

    [Test]
    public async Task Many_come_in_pages()
    {
        await Service.Save([.. Enumerable.Range(100, 40).Select(n => Langshan.Expert($"E{n}", skill: Skill.Seed))]);
        await Li.Open("/menu?kind=Seed");
        await Li.Open(Li.Page.QuerySelectorAll("main a").Single(link => link.TextContent == "下一页").GetAttribute("href")!);

        Assert.That(Li.Page.QuerySelectorAll(".cards h3").Select(name => name.TextContent), Is.EqualTo(Enumerable.Range(130, 10).Select(n => $"专家E{n}")));
    }

    [Test]
    public async Task A_kind_without_an_expert_in_mind_is_what_the_order_needs()
    {
        await Li.Open("/report?skill=Veterinary");
        await Li.Send(("difficulty", "羊不吃"));
        await Li.Send(("town", Langshan.Town.Code));
        await Li.Send(("village", Langshan.Village.Code));
        await Li.Send(("farmerName", "李秀英"), ("farmerPhone", "13804780001"));
        await Li.Send();

        Assert.That((await Orders()).Single().Asked.Single().Single().Skill, Is.EqualTo(Skill.Veterinary));
    }

    [Test]
    public async Task Lectures_to_come_are_there_and_those_that_are_over_are_not()
    {
        await Service.Save(Lecture("列当防治", 26), Lecture("昨天的", -20), Lecture("别处的", 50, OtherTown.Code));
        await Li.Open("/lectures");
        Assert.That(Titles(), Is.EqualTo(new[] { "列当防治", "别处的" }));
        Assert.That(Li.Text, Does.Contain("6月2日 11:00").And.Contain("专家E1").And.Contain("狼山镇驿站"));

        await Li.Send(("town", OtherTown.Code));
        Assert.That(Titles(), Is.EqualTo(new[] { "别处的" }));
    }

    [Test]
    public async Task No_lecture_is_said_in_words()
    {
        await Li.Open("/lectures");
        Assert.That(Li.Page.QuerySelector(".empty")?.TextContent, Is.EqualTo("近期没有安排讲座。"));
    }

    private IEnumerable<string> Titles() => Li.Page.QuerySelectorAll(".cards h2").Select(title => title.TextContent);

    private static Lecture Lecture(string title, int hours, string? town = null) => new Lecture
    {
        Id = LectureId.For(title),
        Title = title,
        Skill = Skill.PlantProtection,
        Station = StationId.For("S001"),
        TownCode = town ?? Langshan.Town.Code,
        Whereabouts = "党群服务中心",
        StartsAt = Service.Monday.AddHours(hours),
        Duration = TimeSpan.FromMinutes(90),
        PlannedAt = Service.Monday,
        PlannedBy = new Actor(Role.Clerk, "王芳"),
    }.By(ExpertId.For("E1"));
}
