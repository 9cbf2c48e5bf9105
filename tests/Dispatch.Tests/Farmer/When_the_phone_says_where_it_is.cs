using Dispatch.Domain;

namespace Dispatch.Tests.Farmer;

/// <summary>A field of the second step that only a script fills in.</summary>
public sealed class When_the_phone_says_where_it_is : FarmerSpec
{
    private const string Here = "41.04123,107.45678";

    [SetUp]
    public async Task Go()
    {
        await Write(Li);
        await Where();
    }

    [Test]
    public async Task The_order_is_there()
    {
        await Li.Send(("place", Here));
        await Send();

        Assert.That(Li.Title, Is.EqualTo("收到了"));
        Assert.That((await Orders()).Single().Place, Is.EqualTo(new Place(41.04123, 107.45678)));
    }

    /// <summary>Seen red when it could not be left out.</summary>
    [Test]
    public async Task Going_back_keeps_it_and_it_can_be_left_out_after_all()
    {
        await Li.Send(("place", Here));
        await Where();
        Assert.That((Li.Page.QuerySelector("input[name=place]")!.GetAttribute("value"), Li.Page.QuerySelector("[role=status]")!.TextContent), Is.EqualTo((Here, "您的位置记下了，专家好找到您。")));

        await Li.Send(("withoutPlace", "true"));
        await Send();
        Assert.That((await Orders()).Single().Place, Is.EqualTo(Langshan.Centre), "where the town is");
    }

    [TestCase("41.04123")]
    [TestCase("here,there")]
    [TestCase("91,107")]
    [TestCase("41.04123,107.45678,3")]
    public async Task What_is_no_place_is_said(string place)
    {
        await Li.Send(("place", place), ("whereabouts", "村北"));

        Assert.That(Li.ErrorOf("place"), Is.EqualTo($"错误： “{place}”不是纬度和经度。"));
        Assert.That(Li.ValueOf("whereabouts"), Is.EqualTo("村北"));
    }

    private Task Where() => Li.Open(Li.Address.AbsolutePath.Replace("/send", "/where", StringComparison.Ordinal).Replace("/who", "/where", StringComparison.Ordinal));

    private async Task Send()
    {
        await Li.Send(("farmerName", "李秀英"), ("farmerPhone", "13804780001"));
        await Li.Send();
    }
}
