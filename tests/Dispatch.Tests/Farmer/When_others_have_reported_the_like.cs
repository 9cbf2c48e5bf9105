namespace Dispatch.Tests.Farmer;

public sealed class When_others_have_reported_the_like : FarmerSpec
{
    /// <summary>Seen red when the other farmer's words were shown.</summary>
    [Test]
    public async Task It_is_shown_without_what_they_wrote_or_who_they_are()
    {
        await Service.Ordered(order => order with { FarmerName = "王建国", FarmerPhone = "13904780077", Difficulty = "我是王建国，电话13904780077，葵花得了菌核病", Whereabouts = "王家院子" });
        await Write(Li);

        Assert.That(Li.Page.QuerySelector(".similar")?.TextContent, Does.Contain("向日葵").And.Contain("菌核病").And.Contain("富强村"));
        Assert.That(Li.Text, Does.Not.Contain("王建国").And.Not.Contain("13904780077").And.Not.Contain("王家"));
    }

    [Test]
    public async Task One_may_send_it_all_the_same()
    {
        await Service.Ordered();
        await Write(Li);
        await Li.Send();

        Assert.That(await Orders(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Another_difficulty_or_another_town_or_one_that_is_over_is_none_of_them()
    {
        await Service.Ordered(order => order with { Difficulty = "羊拉稀，没精神" });
        await Service.Ordered(order => order with { Town = OtherTown.Code, Village = OtherVillage.Code });
        await Service.Cancel(await Service.Ordered()).Done();
        await Write(Li);

        Assert.That(Li.Page.QuerySelector(".similar"), Is.Null);
    }
}
