using Dispatch.Domain.Orders;
using Dispatch.Importing;
using Dispatch.Tests.Registry;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Intake;

public sealed class When_orders_are_imported
{
    private const string Header = "工单号,姓名,电话,诉求,乡镇,村,专长\n";

    private Service service = null!;

    [SetUp]
    public async Task Start()
    {
        service = await Service.StartAsync();
        await service.Save(Lists.Places());
    }

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task Each_is_written_once_however_often_the_file_comes()
    {
        var csv = Header + "G1,李秀英,13804780001,\"葵花打蔫，\n叶子发黄\",狼山镇,富强村,\nG2,李二,13804780002,羊不吃草,,,兽医:中级\n";

        Assert.That((await service.Import("orders", csv)).Rows, Is.EqualTo(new Tally(2, 0, 0, 0)));
        Assert.That((await service.Import("orders", csv)).Rows, Is.EqualTo(new Tally(0, 0, 2, 0)));
        Assert.That(await service.Db(db => db.Set<Order>().CountAsync()), Is.EqualTo(2));
    }

    [Test]
    public async Task A_bad_one_keeps_all_out()
    {
        var imported = await service.Import("orders", Header + "G1,李秀英,13804780001,葵花打蔫,,团结村,\nG2,李二,1,羊不吃草,,,\n");

        Assert.That(imported.Complaints, Has.Exactly(2).Items.And.Some.Contains("line 2, 村: There are several").And.Some.Contains("line 3, 电话:"));
        Assert.That(await service.Db(db => db.Set<Order>().CountAsync()), Is.Zero);
    }
}
