using Dispatch.Domain.Orders;
using Dispatch.Importing;
using Dispatch.Tests.Registry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Intake;

[OnBothDatabases(TakesLong = true)]
public sealed class When_orders_are_imported : ServiceSpec
{
    private const string Header = "工单号,姓名,电话,诉求,乡镇,村,专长\n";

    [SetUp]
    public Task Fill() => Service.Save(Lists.Places());

    [Test]
    public async Task Each_is_written_once_however_often_the_file_comes()
    {
        var csv = Header + "G1,李秀英,13804780001,\"葵花打蔫，\n叶子发黄\",狼山镇,富强村,\nG2,李二,13804780002,羊不吃草,,,兽医:中级\n";

        Assert.That((await Service.Import("orders", csv)).Rows, Is.EqualTo(new Tally(2, 0, 0, 0)));
        Assert.That((await Service.Import("orders", csv)).Rows, Is.EqualTo(new Tally(0, 0, 2, 0)));
        Assert.That(await Service.Db(db => db.Set<Order>().CountAsync()), Is.EqualTo(2));
    }

    /// <summary>Seen red without a savepoint: PostgreSQL took no other row after the one that was refused.</summary>
    [Test]
    public async Task One_whose_number_another_has_gets_the_next_and_the_rows_around_it_theirs()
    {
        var second = OrderId.For("import:G2");
        await Service.Save(new Order(OrderId.For("other"), TrackingNumber.For(second), Service.Monday) { Difficulty = "羊不吃草", FarmerName = "王强", FarmerPhone = "13804780009" });
        var csv = Header + string.Concat(Enumerable.Range(1, 3).Select(n => $"G{n},李秀英,13804780001,葵花打蔫,狼山镇,富强村,\n"));

        Assert.That((await Service.Import("orders", csv)).Rows, Is.EqualTo(new Tally(3, 0, 0, 0)));
        var numbers = await Service.Db(db => db.Set<Order>().Where(order => order.FarmerPhone == "13804780001").Select(order => order.Tracking).ToListAsync());
        Assert.That(numbers, Is.EquivalentTo(new[] { TrackingNumber.For(OrderId.For("import:G1")), TrackingNumber.For(second, 1), TrackingNumber.For(OrderId.For("import:G3")) }));
    }

    [Test]
    public async Task A_bad_one_keeps_all_out()
    {
        var imported = await Service.Import("orders", Header + "G1,李秀英,13804780001,葵花打蔫,,团结村,\nG2,李二,1,羊不吃草,,,\n");

        Assert.That(imported.Complaints, Has.Exactly(2).Items.And.Some.Contains("line 2, 村: There are several").And.Some.Contains("line 3, 电话:"));
        Assert.That(await Service.Db(db => db.Set<Order>().CountAsync()), Is.Zero);
    }

    [TestCase("紧急", "短信", Urgency.Urgent, Channel.Sms)]
    [TestCase("普通", "上门", Urgency.Normal, Channel.Visit)]
    [TestCase("不急", "网页", Urgency.Low, Channel.Web)]
    [TestCase("Urgent", "WalkIn", Urgency.Urgent, Channel.WalkIn)]
    [TestCase("", "", Urgency.Normal, Channel.Phone)]
    public async Task Urgency_and_channel_are_read_in_chinese_too(string urgency, string channel, Urgency urgent, Channel came)
    {
        var imported = await Service.Import("orders", $"工单号,姓名,电话,诉求,紧急程度,渠道\nG1,李秀英,13804780001,果树怎么修剪,{urgency},{channel}\n");

        Assert.That(imported.Complaints, Is.Empty);
        var order = await Service.Db(db => db.Set<Order>().AsNoTracking().SingleAsync());
        Assert.That((order.Urgency, order.Channel), Is.EqualTo((urgent, came)));
    }

    [Test]
    public async Task All_that_is_wrong_with_a_row_is_said_at_once()
    {
        var imported = await Service.Import("orders", "工单号,姓名,电话,诉求,纬度,经度,紧急程度\nG1,,1,葵花打蔫,north,107.4,very\n");

        Assert.That(imported.Complaints.Select(complaint => complaint.Split(", ")[1].Split(':')[0]), Is.EquivalentTo(new[] { "纬度", "姓名", "电话", "紧急程度" }));
    }

    [Test]
    public async Task A_field_is_called_as_the_file_calls_it_even_where_a_list_stands_in_it()
    {
        var imported = await Service.Import("orders", Header + "G1,李秀英,13804780001,葵花打蔫,狼山镇,富强村,植保/捉鬼\n");
        Assert.That(imported.Complaints.Single(), Does.StartWith("list.csv: line 2, 专长: '捉鬼' is not one of"));
    }

    /// <summary>Seen red when blank columns were read as latitude 0, longitude 0.</summary>
    [TestCase("工单号,姓名,电话,诉求,乡镇,村\nG1,李秀英,13804780001,葵花打蔫,狼山镇,富强村\n", true)]
    [TestCase("工单号,姓名,电话,诉求,乡镇,村,纬度,经度\nG1,李秀英,13804780001,葵花打蔫,狼山镇,富强村,,\n", true)]
    [TestCase("工单号,姓名,电话,诉求\nG1,李秀英,13804780001,葵花打蔫\n", false)]
    public async Task Without_coordinates_the_village_tells_where_it_is_and_without_one_nothing_does(string csv, bool told)
    {
        await Service.Import("orders", csv);
        var order = await Service.Db(db => db.Set<Order>().AsNoTracking().SingleAsync());
        Assert.That(order.Place, Is.EqualTo(told ? new Domain.Place(41.0415, 107.4473) : (Domain.Place?)null));
    }

    [Test]
    public async Task Nobody_is_sent_into_the_sea()
    {
        var imported = await Service.Import("orders", "工单号,姓名,电话,诉求,纬度,经度\nG1,李秀英,13804780001,葵花打蔫,0,0\n");
        Assert.That(imported.Complaints.Single(), Does.StartWith("list.csv: line 2, 纬度: 0, 0 is not in China"));
    }

    [Test]
    public async Task A_good_row_after_a_bad_one_of_the_same_number_is_taken()
    {
        var imported = await Service.Import("orders", Header + "G1,李秀英,1,葵花打蔫,,,\nG1,李秀英,13804780001,葵花打蔫,,,\nG1,李二,13804780002,羊不吃草,,,\n", skipBad: true);

        Assert.That(imported.Report.Rows, Is.EqualTo(new Tally(1, 0, 0, 2)));
        Assert.That(imported.Complaints, Has.Some.Contains("line 4").And.Some.Contains("line 2"));
        Assert.That((await Service.Db(db => db.Set<Order>().AsNoTracking().SingleAsync())).FarmerPhone, Is.EqualTo("13804780001"));
    }

    [Test]
    public void That_a_known_one_is_left_as_it_is_is_said()
    {
        using var scope = Service.Services.CreateScope();
        var orders = scope.ServiceProvider.GetServices<IImport>().Single(list => list.Name == "orders");

        Assert.That(Dispatch.Http.Texts.In("en", orders.Counts, 0, 0, 2, 0), Is.EqualTo("added 0, already orders and left as they are 2, bad 0"));
    }
}
