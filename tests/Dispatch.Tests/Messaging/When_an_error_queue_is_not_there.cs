using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using MassTransit;
using Microsoft.Extensions.Time.Testing;

namespace Dispatch.Tests.Messaging;

/// <summary>RabbitMQ writes an error into its log whenever somebody asks for it, and the figures are asked for four times a minute.</summary>
public sealed class When_an_error_queue_is_not_there
{
    private const string Queue = "triage-order_error";
    private FakeTimeProvider clock = null!;
    private Traffic traffic = null!;
    private MissingQueues missing = null!;

    [SetUp]
    public void It_was_looked_for()
    {
        clock = new FakeTimeProvider(Service.Monday);
        traffic = new Traffic(new Subscriptions(), new StopLimit(null, BusSettings.Parse(null)));
        missing = new MissingQueues(traffic, clock);
        Assert.That(missing.IsKnown(Queue), Is.False, "nobody has looked yet");
        missing.Note(Queue);
    }

    /// <summary>Seen red with one that is looked for each time.</summary>
    [Test]
    public void It_is_looked_for_again_after_ten_minutes()
    {
        clock.Advance(TimeSpan.FromMinutes(9.9));
        Assert.That(missing.IsKnown(Queue));
        clock.Advance(TimeSpan.FromMinutes(0.1));
        Assert.That(missing.IsKnown(Queue), Is.False);
    }

    /// <summary>A message is counted before it comes into its error queue. Seen red with a look that is the last one for ten minutes.</summary>
    [Test]
    public async Task It_is_looked_for_each_time_in_the_minute_after_something_failed()
    {
        await ((IReceiveObserver)traffic).ReceiveFault(null!, new InvalidOperationException());
        Assert.That(missing.IsKnown(Queue), Is.False);
        missing.Note(Queue);
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.That(missing.IsKnown(Queue), Is.False);
        missing.Note(Queue);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(missing.IsKnown(Queue));
    }
}
