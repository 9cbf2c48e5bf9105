using Dispatch.Notifying;

namespace Dispatch.Tests.Notifying;

public sealed class When_the_webhook_is_dead : WebhookSpec
{
    /// <summary>Here no limit of time passes, however much faster than a cold start the test's clock may run.</summary>
    private protected override Patience Patience { get; } = new() { Chance = new Random(7).NextDouble, AttemptsBeforeBreak = 6, Attempt = TimeSpan.FromHours(12), Overall = TimeSpan.FromHours(23) };

    [Test]
    public async Task Alive_it_gets_each_notice_once_with_its_id_as_key()
    {
        var told = await Told();
        await Send();
        await Send();

        var (key, body) = Gateway.Posts.Single();
        Assert.That(key, Is.EqualTo(told.Id.ToString()));
        Assert.That(body.EnumerateObject().Select(field => field.Name), Is.EquivalentTo(new List<string> { "id", "to", "text", "tracking", "template", "language" }));
        Assert.That(body.GetProperty("to").GetString(), Is.EqualTo(Notifying.Town.FarmerPhone));
    }

    [Test]
    public async Task It_is_tried_again_with_the_same_key_and_the_notice_stays()
    {
        var (told, start) = (await Told(), Town.Now);
        Gateway.Status = 500;
        await Send();

        Assert.That(Gateway.Posts, Has.Count.GreaterThan(1));
        Assert.That(Gateway.Posts.Select(post => post.Key), Has.All.EqualTo(told.Id.ToString()));
        var delivery = await Delivery(told, "Webhook");
        Assert.That((delivery.State, delivery.Attempts, delivery.DueAt, delivery.LastError), Is.EqualTo((DeliveryState.Pending, 1, start.AddMinutes(1), "HTTP 500")));
    }

    [Test]
    public async Task The_file_is_written_all_the_same()
    {
        var told = await Told();
        Gateway.Status = 500;
        await Send();

        Assert.That((await File.ReadAllLinesAsync(Lines)).Single(), Does.Contain(told.Id.ToString()).And.Contain(told.Tracking!.Value.Value));
        Assert.That((await Delivery(told, "File")).State, Is.EqualTo(DeliveryState.Sent));
    }

    [Test]
    public async Task After_too_many_failures_it_is_left_alone_for_a_while()
    {
        for (var n = 0; n < 40; n++) await Told();
        Gateway.Status = 500;
        await Send();

        Assert.That(Gateway.Posts, Has.Count.LessThan(40), "without the circuit breaker it would be 160");
        Assert.That((await Town.Told("OrderTaken")).SelectMany(notice => notice.Deliveries).Select(delivery => delivery.LastError), Has.Some.EqualTo("Left alone after too many failures"));
    }

    [Test]
    public async Task When_it_is_back_the_notice_goes_out()
    {
        var told = await Told();
        Gateway.Status = 500;
        await Send();
        Gateway.Status = 200;
        Town.Service.Clock.Advance(TimeSpan.FromMinutes(2));
        await Send();

        Assert.That((await Delivery(told, "Webhook")).State, Is.EqualTo(DeliveryState.Sent));
        Assert.That((await Delivery(told, "Webhook")).LastError, Is.Null);
    }

    [Test]
    public async Task When_it_is_back_at_night_the_farmer_sleeps_on()
    {
        var told = await Told();
        Gateway.Status = 500;
        await Send();
        Gateway.Status = 200;
        Town.Service.Clock.SetUtcNow(Service.Monday.AddHours(14));
        await Send();

        var delivery = await Delivery(told, "Webhook");
        Assert.That((delivery.State, delivery.DueAt), Is.EqualTo((DeliveryState.Pending, Service.Monday.AddHours(21))));
    }

    [Test]
    public async Task After_a_day_a_person_should_look()
    {
        var told = await Told();
        Gateway.Status = 500;
        await Send();
        Town.Service.Clock.SetUtcNow(Service.Monday.AddDays(1).AddMinutes(5));
        await Send();

        Assert.That((await Delivery(told, "Webhook")).State, Is.EqualTo(DeliveryState.Failed));
    }

    [Test]
    public async Task A_notice_it_refuses_does_not_stop_the_others()
    {
        for (var n = 0; n < 40; n++) await Told();
        Gateway.Status = 400;
        await Send();

        Assert.That(Gateway.Posts, Has.Count.EqualTo(40), "each is tried, none is repeated at once");
    }
}
