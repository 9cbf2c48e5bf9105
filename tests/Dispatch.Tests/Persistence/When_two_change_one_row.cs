using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Persistence;

[OnBothDatabases]
public sealed class When_two_change_one_row
{
    private static readonly OrderId Id = OrderId.For("contended");

    [Test]
    public async Task The_loser_gives_back_its_turn_to_write_and_its_messages_are_not_waited_for()
    {
        await using var service = await Service.StartAsync();
        await service.Save(new Order(Id, TrackingNumber.For(Id), Service.Monday) { Difficulty = "葵花打蔫", FarmerName = "李秀英", FarmerPhone = "13804780001" });
        await using var scope = service.Services.CreateAsyncScope();
        var loser = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        await Cancel(loser, service);
        loser.Publish(new OrderSubmitted { OrderId = Id.Value }, Service.Monday);
        await service.Db(async winner =>
        {
            await Cancel(winner, service);
            return await winner.SaveChangesAsync();
        });

        Assert.That(async () => await loser.SaveChangesAsync(), Throws.InstanceOf<DbUpdateConcurrencyException>());
        await service.Save(Langshan.Town);
        Assert.That(service.Services.GetRequiredService<Traffic>().UnderWay, Is.Zero);
    }

    private static async Task Cancel(DispatchDb db, Service service) =>
        (await db.Set<Order>().FirstAsync()).Take(new Cancelled(new(Domain.Role.Clerk, "wang"), Service.Monday, "自己弄好了"), service.Services.GetRequiredService<Limits>());
}
