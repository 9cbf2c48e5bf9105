using System.Net;
using System.Net.Http.Json;
using Dispatch.Contracts;
using Dispatch.Notifying;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Notifying;

public sealed class When_the_webhook_is_dead
{
    private Gateway gateway = null!;
    private Town town = null!;
    private string file = "";

    [SetUp]
    public async Task Open()
    {
        gateway = await Gateway.Open();
        var chance = new Random(7);
        town = await Town.Open(
            settings =>
            {
                settings.NoticeWebhook = gateway.Address;
                settings.NoticeFile = file = Path.Combine(settings.Photos, "notices.jsonl");
            },
            services => services
                .AddSingleton(new Patience { Chance = chance.NextDouble, AttemptsBeforeBreak = 6 })
                .AddHttpClient("notices").AddHttpMessageHandler(() => new Counting(gateway)));
    }

    [TearDown]
    public async Task Close()
    {
        await town.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Test]
    public async Task Alive_it_gets_each_notice_once_with_its_id_as_key()
    {
        var told = await Told();
        await Send();
        await Send();

        var (key, body) = gateway.Posts.Single();
        Assert.That(key, Is.EqualTo(told.Id.ToString()));
        Assert.That(body.EnumerateObject().Select(field => field.Name), Is.EquivalentTo(new List<string> { "id", "to", "text", "tracking", "template", "language" }));
        Assert.That(body.GetProperty("to").GetString(), Is.EqualTo(Town.FarmerPhone));
    }

    [TestCase(500)]
    [TestCase(null)]
    public async Task It_is_tried_again_with_the_same_key_and_the_notice_stays(int? status)
    {
        var told = await Told();
        gateway.Status = status;
        await Send();

        Assert.That(gateway.Posts, Has.Count.GreaterThan(1));
        Assert.That(gateway.Posts.Select(post => post.Key), Has.All.EqualTo(told.Id.ToString()));
        var delivery = await Delivery("Webhook");
        Assert.That((delivery.State, delivery.Attempts), Is.EqualTo((DeliveryState.Pending, 1)));
        Assert.That(delivery.DueAt, Is.GreaterThan(town.Now.AddSeconds(-1)).And.LessThan(town.Now.AddMinutes(2)));
        Assert.That(delivery.LastError, Is.EqualTo(status is null ? "No answer in time" : "HTTP 500"));
    }

    [Test]
    public async Task The_file_is_written_all_the_same()
    {
        var told = await Told();
        gateway.Status = 500;
        await Send();

        Assert.That((await File.ReadAllLinesAsync(file)).Single(), Does.Contain(told.Id.ToString()).And.Contain(told.Tracking.Value));
        Assert.That((await Delivery("File")).State, Is.EqualTo(DeliveryState.Sent));
    }

    [Test]
    public async Task After_too_many_failures_it_is_left_alone_for_a_while()
    {
        for (var n = 0; n < 40; n++) await Told();
        gateway.Status = 500;
        await Send();

        Assert.That(gateway.Posts, Has.Count.LessThan(40), "without the circuit breaker it would be 160");
        Assert.That((await town.Told("OrderTaken")).SelectMany(notice => notice.Deliveries).Select(delivery => delivery.LastError), Has.Some.EqualTo("Left alone after too many failures"));
    }

    [Test]
    public async Task Orders_go_on()
    {
        gateway.Status = null;
        await Told();
        var sending = town.Send();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(new { farmerName = "李秀英", farmerPhone = "0478-8212345", difficulty = "葵花打蔫" }) };
        request.Headers.Add("Dispatch-Actor", "Farmer:04788212345");
        using var taken = await town.Service.Http.SendAsync(request);
        await town.Service.Quiet();

        Assert.That(sending.IsCompleted, Is.False);
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await town.Told("OrderTaken"), Has.Count.EqualTo(2));
        await Pump(sending);
    }

    [Test]
    public async Task When_it_is_back_the_notice_goes_out()
    {
        await Told();
        gateway.Status = 500;
        await Send();
        gateway.Status = 200;
        town.Service.Clock.Advance(TimeSpan.FromMinutes(2));
        await Send();

        Assert.That((await Delivery("Webhook")).State, Is.EqualTo(DeliveryState.Sent));
        Assert.That((await Delivery("Webhook")).LastError, Is.Null);
    }

    [Test]
    public async Task When_it_is_back_at_night_the_farmer_sleeps_on()
    {
        await Told();
        gateway.Status = 500;
        await Send();
        gateway.Status = 200;
        town.Service.Clock.SetUtcNow(Service.Monday.AddHours(14));
        await Send();

        var delivery = await Delivery("Webhook");
        Assert.That((delivery.State, delivery.DueAt), Is.EqualTo((DeliveryState.Pending, Service.Monday.AddHours(21))));
    }

    [Test]
    public async Task After_a_day_a_person_should_look()
    {
        await Told();
        gateway.Status = 500;
        await Send();
        town.Service.Clock.SetUtcNow(Service.Monday.AddDays(1).AddMinutes(5));
        await Send();

        Assert.That((await Delivery("Webhook")).State, Is.EqualTo(DeliveryState.Failed));
    }

    [Test]
    public async Task A_notice_it_refuses_does_not_stop_the_others()
    {
        for (var n = 0; n < 40; n++) await Told();
        gateway.Status = 400;
        await Send();

        Assert.That(gateway.Posts, Has.Count.EqualTo(40), "each is tried, none is repeated at once");
    }

    private async Task<Notice> Told()
    {
        var order = await town.Order(seats: 0);
        await town.Hear(new OrderSubmitted { OrderId = order.Value });
        return (await town.Told("OrderTaken")).First(notice => notice.Order == order);
    }

    private async Task<Delivery> Delivery(string sink) => (await town.ToldOnce("OrderTaken")).Deliveries.Single(delivery => delivery.Sink == sink);

    private Task Send() => Pump(town.Send());

    /// <summary>Turns the clock while the sending waits for it, and not while an answer is on its way: a slow machine is no time-out.</summary>
    private async Task Pump(Task sending)
    {
        using var ceiling = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!sending.IsCompleted && !ceiling.IsCancellationRequested)
        {
            if (gateway.IsAwaited) town.Service.Clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(sending, Task.Delay(1, CancellationToken.None));
        }
        await sending.WaitAsync(TimeSpan.FromSeconds(1));
    }

    private sealed class Counting(Gateway gateway) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref gateway.Started);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Increment(ref gateway.Ended);
            }
        }
    }
}
