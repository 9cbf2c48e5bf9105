using System.Net;
using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Http;

/// <summary>After hail: together they take longer than anybody at the database's door has patience.</summary>
public sealed class When_everybody_calls_at_once : ServiceSpec
{
    private const int Many = 600;

    protected override void Configure(Settings settings) => settings.DatabasePatience = TimeSpan.FromSeconds(2);

    [Test]
    public async Task Each_order_is_taken()
    {
        await Service.Settle(Langshan.Expert("E1"));
        var replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower)));
        Assert.That(replies.CountBy(reply => reply.Status), Is.EqualTo(new[] { KeyValuePair.Create(HttpStatusCode.Created, Many) }));
        Assert.That(await Service.Db(db => db.Set<Order>().CountAsync()), Is.EqualTo(Many));
    }
}
