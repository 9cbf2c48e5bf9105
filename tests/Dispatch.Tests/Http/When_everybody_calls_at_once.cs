using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
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

    /// <summary>As many as are let in at once, and each on a network that stands still. Seen red when they had their turn before what they send was there.</summary>
    [Test]
    public async Task Who_sends_slowly_keeps_nobody_waiting()
    {
        await Service.Settle(Langshan.Expert("E1"));
        var network = new TaskCompletionSource();
        var bodies = Enumerable.Range(0, 16).Select(_ => new SlowBody(JsonContent.Create(OrderDesk.Sunflower), network.Task)).ToList();
        var slow = bodies.Select(body => Service.Send(HttpMethod.Post, "/orders", OrderDesk.Farmer, body)).ToList();
        await Task.WhenAll(bodies.Select(body => body.Begun));

        Assert.That((await Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower)).Status, Is.EqualTo(HttpStatusCode.Created));
        network.SetResult();
        Assert.That((await Task.WhenAll(slow)).Select(reply => reply.Status), Is.All.EqualTo(HttpStatusCode.Created));
    }

    /// <summary>Goes out once the network moves.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly HttpContent inner;
        private readonly Task network;
        private readonly TaskCompletionSource begun = new();

        public SlowBody(HttpContent inner, Task network)
        {
            (this.inner, this.network) = (inner, network);
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        public Task Begun => begun.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            begun.TrySetResult();
            await network;
            await inner.CopyToAsync(stream);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
