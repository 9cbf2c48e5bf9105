using System.Net;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Photos;
using Dispatch.Tests.Photos;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Farmer;

public sealed class When_a_farmer_reports : FarmerSpec
{
    [Test]
    public async Task It_is_an_order_as_the_API_would_have_written_it()
    {
        await Write(Li, TestPhotos.Jpeg());
        await Li.Send();
        var order = (await Orders()).Single();

        Assert.That((order.FarmerName, order.FarmerPhone, order.Difficulty, order.Crop), Is.EqualTo(("李秀英", "13804780001", "葵花得了菌核病，烂盘", "sunflower")));
        Assert.That((order.Channel, order.Urgency, order.TownCode, order.VillageCode, order.Whereabouts), Is.EqualTo((Channel.Web, Urgency.Urgent, Langshan.Town.Code, Langshan.Village.Code, "村委会往北两里")));
        Assert.That((await Service.History(order.Tracking.Value))[0].By, Is.EqualTo(new Domain.Actor(Domain.Role.Farmer, "13804780001")));
        Assert.That(order.Photos, Is.EqualTo(await Service.Db(db => db.Set<Photo>().Select(photo => photo.Hash).ToListAsync())).And.Count.EqualTo(1));
    }

    [Test]
    public async Task The_number_is_told_and_opens_the_order()
    {
        await Write(Li);
        await Li.Send();
        var number = (await Orders()).Single().Tracking.Value;

        Assert.That(Li.Page.QuerySelector(".tracking")!.TextContent, Is.EqualTo(number));
        await Li.Open($"/follow/{number}");
        Assert.That((Li.Status, Li.Address.AbsolutePath), Is.EqualTo((HttpStatusCode.OK, $"/follow/{number}")));
        Assert.That(Li.Text, Does.Contain("葵花得了菌核病"));
    }

    /// <summary>Seen red with a new id for each tap.</summary>
    [Test]
    public async Task Two_taps_at_once_are_one_order()
    {
        await Write(Li);
        var fingers = Enumerable.Range(0, 4).Select(_ => Li.Twin()).ToList();
        await Task.WhenAll(fingers.Select(finger => finger.Send()));

        Assert.That(await Orders(), Has.Count.EqualTo(1));
        Assert.That(fingers.Select(finger => finger.Page.QuerySelector(".tracking")!.TextContent).Distinct().Count(), Is.EqualTo(1));
    }

    [TestCase("")]
    [TestCase("/where")]
    [TestCase("/who")]
    [TestCase("/send")]
    public async Task Going_back_afterwards_leads_to_the_number(string step)
    {
        await Write(Li);
        var before = Li.Twin();
        await Li.Send();
        var sent = Li.Address;
        await Li.Open(sent.AbsolutePath.Replace("/sent", step, StringComparison.Ordinal));
        await before.Send();

        Assert.That((Li.Address, before.Address), Is.EqualTo((sent, sent)));
        Assert.That(await Orders(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Another_report_is_another_order()
    {
        await Write(Li);
        await Li.Send();
        await Write(Li);
        await Li.Send();

        Assert.That(await Orders(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Steps_that_are_gone_back_to_have_what_was_written()
    {
        await Write(Li);
        var report = Li.Address.AbsolutePath.Replace("/send", "", StringComparison.Ordinal);

        await Li.Open(report);
        Assert.That((Li.ValueOf("difficulty"), Li.ValueOf("crop"), Li.ValueOf("urgency")), Is.EqualTo(("葵花得了菌核病，烂盘", "葵花", "Urgent")));
        await Li.Open($"{report}/where");
        Assert.That((Li.ValueOf("town"), Li.ValueOf("village"), Li.ValueOf("whereabouts")), Is.EqualTo((Langshan.Town.Code, Langshan.Village.Code, "村委会往北两里")));
        await Li.Open($"{report}/who");
        Assert.That((Li.ValueOf("farmerName"), Li.ValueOf("farmerPhone")), Is.EqualTo(("李秀英", "138 0478 0001")));
    }

    [Test]
    public async Task Who_begins_in_the_middle_is_led_to_the_beginning()
    {
        await Li.Open($"/report/{Guid.CreateVersion7():N}/who");
        Assert.That((Li.Title, Li.Status), Is.EqualTo(("出了什么问题", HttpStatusCode.OK)));

        await Li.Open("/report/nothing");
        Assert.That(Li.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Another_town_has_other_villages()
    {
        await Write(Li);
        await Li.Open(Li.Address.AbsolutePath.Replace("/send", "/where", StringComparison.Ordinal));
        await Li.Send(("town", OtherTown.Code));

        Assert.That((Li.ValueOf("village"), Li.ValueOf("whereabouts")), Is.EqualTo(("", "村委会往北两里")));
        Assert.That(Li.Page.QuerySelectorAll("#village option").Select(option => option.TextContent), Is.EqualTo(new[] { "说不准，请驿站核对", "团结村" }));
    }

    [Test]
    public async Task What_was_chosen_from_the_menu_is_asked_for()
    {
        await Li.Open("/menu?kind=PlantProtection");
        await Li.Open(Li.Page.QuerySelector(".cards a")!.GetAttribute("href")!);
        Assert.That(Li.Text, Does.Contain("专家E1"));
        await Li.Send(("difficulty", "葵花烂盘"));
        await Li.Send(("town", Langshan.Town.Code));
        await Li.Send(("village", Langshan.Village.Code));
        await Li.Send(("farmerName", "李秀英"), ("farmerPhone", "13804780001"));
        await Li.Send();

        Assert.That((await Orders()).Single().AskedFor, Is.EqualTo(ExpertId.For("E1")));
    }
}
