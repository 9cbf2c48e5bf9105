using System.Text;
using System.Text.Json;
using Dispatch.SystemTests.Faults;
using RabbitMQ.Client;

namespace Dispatch.SystemTests;

/// <summary>Between two good messages somebody has put what no consumer can read.</summary>
public sealed class When_garbage_is_on_a_queue
{
    private const string Queue = "triage-order";
    private const string MatchingQueue = "match-when-prompted";
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);
    private VirtualHost host = null!;
    private ServiceProcess service = null!;
    private Farmer[] neighbours = null!;

    [SetUp]
    public async Task Garbage_between_two_orders()
    {
        host = await (await Broker.Running()).NewHostAsync();
        service = await SmallWorld.Service(host.Uri);
        await service.StartAsync();
        neighbours = [new Farmer(service, "one"), new Farmer(service, "two")];
        await neighbours[0].Submit();
        await Eventually.Holds("the first order is triaged, so the queue is there", async () => await neighbours[0].State() != "Submitted", Ceiling);
        await Publish(Queue, "{ this is no message");
        await neighbours[1].Submit();
        await Eventually.Holds("it is in the error queue", async () => await host.Waiting($"{Queue}_error") == 1, Ceiling);
    }

    [TearDown]
    public async Task Remove()
    {
        await service.DisposeAsync();
        await host.DisposeAsync();
    }

    [Test]
    public async Task Its_neighbours_are_unharmed_and_it_is_listed_shown_replayed_and_discarded()
    {
        await Task.WhenAll(neighbours.Select(neighbour => neighbour.Live()));

        var list = await service.CommandAsync("errors", "list", "--json");
        Assert.That(list.ExitCode, Is.Zero, list.Errors);
        var listed = JsonDocument.Parse(list.Output).RootElement.EnumerateArray().Single();
        var id = listed.GetProperty("id").GetString()!;
        Assert.That(listed.GetProperty("queue").GetString(), Is.EqualTo(Queue));
        Assert.That(listed.GetProperty("why").GetString(), Is.Not.Empty.And.Not.EqualTo("?"));
        Assert.That((await service.TypedAsync("errors", "show", id)).Output, Does.Contain("{ this is no message"));

        var figures = await service.Client.GetStringAsync("/metrics");
        Assert.That(figures, Does.Match($"dispatch_queue_errors\\{{.*queue=\"{Queue}\"\\}} 1").And.Match($"dispatch_queue_messages\\{{.*queue=\"{Queue}\"\\}} 0"), "whoever watches is told");

        Assert.That((await service.TypedAsync("errors", "replay", id)).ExitCode, Is.Zero);
        await Eventually.Holds("it has failed again", async () => await host.Waiting($"{Queue}_error") == 1, Ceiling);
        Assert.That((await service.Failed()).Single().GetProperty("times").GetInt32(), Is.EqualTo(2));

        Assert.That((await service.TypedAsync("errors", "discard", "--all", "--lang", "en")).Output, Does.Contain("1 discarded"));
        Assert.That((await service.TypedAsync("errors", "discard", id)).ExitCode, Is.EqualTo(1));
        await service.AllIsWell();
    }

    /// <summary>Of its queue one process at a time hears; of its error queue whoever looks. Seen red with the queue's arguments for both: the broker lets nobody look.</summary>
    [Test]
    public async Task Also_what_matching_could_not_read_is_listed_and_discarded_by_several_at_once()
    {
        await Publish(MatchingQueue, "{ nor is this");
        await Eventually.Holds("it is in the error queue", async () => await host.Waiting($"{MatchingQueue}_error") == 1, Ceiling);

        var seen = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => service.Failed()));
        Assert.That(seen.Select(failed => failed.Count), Is.All.EqualTo(2), "nobody misses what another has in hand");
        Assert.That((await service.TypedAsync("errors", "discard", "--all", "--lang", "en")).Output, Does.Contain("2 discarded"));
    }

    /// <summary>Seen red with a stack in place of a sentence; where nothing was heard, after three minutes.</summary>
    [TestCase(Weather.Cut, 1, Category = "Long")]
    [TestCase(Weather.Mute, 2, Category = "Long")]
    public async Task Sent_again_without_a_word_of_the_broker_it_is_not_lost_and_whoever_asked_is_told_in_a_sentence(Weather weather, int copies)
    {
        Proxy? way = null;
        way = new Proxy(host.Uri.Port) { BreaksAt = said => said.Span.IndexOf(Amqp.BasicPublish) >= 0 && IsBroken(way!, weather) };
        await using var ends = way;

        var replay = await service.CommandAsync("errors", "replay", "--all", $"--Dispatch:Bus={new UriBuilder(host.Uri) { Port = way.Port }.Uri}");

        Assert.That(replay.ExitCode, Is.EqualTo(1), replay.Output);
        Assert.That(replay.Errors.Trim(), Does.StartWith("The broker").And.Not.Contain("\n"));
        await Eventually.Holds("it is back where it was, and what the broker took all the same has failed again", async () => await host.Waiting($"{Queue}_error") == copies, Ceiling);
        await service.TypedAsync("errors", "discard", "--all");
    }

    [Test]
    public async Task What_waits_in_the_error_queue_survives_like_all_else()
    {
        Assert.That((await Type(Queue), await Type($"{Queue}_error")), Is.EqualTo(("quorum", "quorum")));
    }

    /// <summary>RabbitMQ 4 drops what it has delivered 20 times, and each look at the error queue counts. Seen red without the queues' delivery limit.</summary>
    [Test]
    public async Task What_waits_in_the_error_queue_may_be_looked_at_as_often_as_one_likes()
    {
        foreach (var queue in new[] { Queue, $"{Queue}_error" })
            Assert.That(await Refused(queue, new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 20 }), Does.Contain("x-delivery-limit").And.Contain("1000000"));
    }

    private static bool IsBroken(Proxy way, Weather weather)
    {
        way.Turn(weather);
        return weather == Weather.Cut;
    }

    private async Task<string?> Type(string queue)
    {
        var refused = await Refused(queue, new() { ["x-queue-type"] = "classic" });
        return refused?.Contains("quorum", StringComparison.Ordinal) == true ? "quorum" : refused;
    }

    /// <summary>A queue refuses to be declared in another way, and says how it is.</summary>
    private async Task<string?> Refused(string queue, Dictionary<string, object?> arguments)
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);
            return null;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException refused)
        {
            return refused.Message;
        }
    }

    private async Task Publish(string queue, string text)
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.BasicPublishAsync("", queue, mandatory: true, Encoding.UTF8.GetBytes(text));
    }

    private Task<IConnection> Connect() => new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
}
