using System.Net;
using System.Net.Http.Json;
using Dispatch.Notifying;

namespace Dispatch.Tests.Notifying;

public sealed class When_the_webhook_never_answers : WebhookSpec
{
    private protected override Patience Patience { get; } = new() { Chance = new Random(7).NextDouble, AttemptsBeforeBreak = 6, Overall = TimeSpan.FromHours(23) };

    /// <summary>The first attempt of a process is a slow one. It is made while the clock stands, so that it is not taken for a time-out.</summary>
    [SetUp]
    public async Task Once_it_did()
    {
        await Told();
        await Town.Send();
        Gateway.Status = null;
    }

    [Test]
    public async Task It_is_tried_again_with_the_same_key_and_the_notice_stays()
    {
        var (told, start) = (await Told(), Town.Now);
        await Send();

        Assert.That(Gateway.Posts.Count(post => post.Key == told.Id.ToString()), Is.GreaterThan(1));
        var delivery = await Delivery(told, "Webhook");
        Assert.That((delivery.State, delivery.Attempts, delivery.DueAt, delivery.LastError), Is.EqualTo((DeliveryState.Pending, 1, start.AddMinutes(1), "No answer in time")));
    }

    [Test]
    public async Task Orders_go_on()
    {
        Gateway.Status = null;
        await Told();
        var sending = Town.Send();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(new { farmerName = "李秀英", farmerPhone = "0478-8212345", difficulty = "葵花打蔫" }) };
        request.Headers.Add("Dispatch-Actor", "Farmer:04788212345");
        using var taken = await Town.Service.Http.SendAsync(request);
        await Town.Service.Quiet();

        Assert.That(sending.IsCompleted, Is.False);
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await Town.Told("OrderTaken"), Has.Count.EqualTo(3));
        await Pump(sending);
    }
}
