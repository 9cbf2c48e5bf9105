using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Tests.Watching;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Tests.Messaging;

[OnSqlite]
public sealed class When_the_relay_has_trouble : ServiceSpec
{
    private readonly Said said = new();
    private readonly Road road = new();

    protected override void Also(IServiceCollection services)
    {
        road.Open();
        services.AddSingleton(BusSettings.Parse(null) with { Poll = TimeSpan.FromMilliseconds(20) }).AddPublishObserver(_ => road);
    }

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2"));

    [OneTimeTearDown]
    public void Forget() => said.Dispose();

    /// <summary>Promise 1. Seen red with a relay that tries once to take back what the last life left: the order stayed Submitted.</summary>
    [Test]
    public async Task What_the_last_life_left_is_sent_however_long_the_database_is_busy_at_the_start()
    {
        var tracking = await Service.Ordered();
        var order = (await Service.Order(tracking)).Id;
        await Service.StopAsync();
        await Service.AsIfNeverHandled(order, sent: true);
        await using var other = new SqliteConnection(await Service.Db(db => Task.FromResult(db.Database.GetConnectionString())));
        await other.OpenAsync();
        await Run(other, "BEGIN IMMEDIATE");

        await using var restarted = await Service.StartAsync(settings => settings.DatabasePatience = TimeSpan.FromSeconds(1), services => services.AddSingleton<ILoggerProvider>(said), beside: Service);
        await OrderDesk.Until(() => Task.FromResult(said.Has("could not be relayed (TakeBackUnhandled: ")));
        await Run(other, "ROLLBACK");

        await OrderDesk.Until(async () => await restarted.StateOf(tracking) == State.Waiting);
    }

    /// <summary>Seen red with a page that is published as a whole: the neighbour was never noted as sent.</summary>
    [Test]
    public async Task A_message_that_no_transport_takes_is_put_aside_and_its_neighbours_go_out()
    {
        road.Closed = new InvalidOperationException("too long for the wire");
        var (bad, good) = await BadAndGood();

        await OrderDesk.Until(() => IsSent(bad));
        Assert.That(await IsSent(good), Is.True);
        var failed = await Service.Db(db => db.Set<ErrorRow>().SingleAsync(error => error.Consumer == ErrorRow.Outbox));
        Assert.That((failed.MessageId, failed.Why), Is.EqualTo((bad, "InvalidOperationException: too long for the wire")));
        await Service.Quiet();
    }

    [Test]
    public async Task A_message_that_was_not_confirmed_is_sent_later_and_its_neighbours_now()
    {
        road.Closed = new TimeoutException("no confirmation");
        var (bad, good) = await BadAndGood();
        await OrderDesk.Until(async () => road.Tries > 6 && await IsSent(good));
        Assert.That(await IsSent(bad), Is.False);

        road.Closed = null;
        await OrderDesk.Until(() => IsSent(bad));
        Assert.That(await Service.Db(db => db.Set<ErrorRow>().CountAsync()), Is.Zero);
        await Service.Quiet();
    }

    [Test]
    public async Task What_is_not_sent_is_told_with_the_age_of_the_oldest()
    {
        road.Closed = new TimeoutException("no confirmation");
        var (bad, good) = await BadAndGood();
        await OrderDesk.Until(() => IsSent(good));
        Service.Clock.Advance(TimeSpan.FromMinutes(3));

        var scrape = await Scrape.Of(Service);
        Assert.That((scrape["dispatch_outbox_unsent"], scrape["dispatch_outbox_age_seconds"]), Is.EqualTo((1d, 180d)));

        road.Closed = null;
        await OrderDesk.Until(() => IsSent(bad));
        await Service.Quiet();
    }

    /// <summary>Seen red with one page at a time on its way; where the relay looked for what is left only while nothing is on its way; and where it took what is on its way for left.</summary>
    [Test]
    public async Task While_the_broker_says_nothing_of_one_message_others_go_out_and_what_another_process_left_too()
    {
        road.Silence();
        var (silent, good) = await BadAndGood();
        await OrderDesk.Until(() => IsSent(good));
        var tracking = (await Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower)).Text("tracking")!;
        await OrderDesk.Until(async () => await Service.StateOf(tracking) != State.Submitted);
        var left = Guid.CreateVersion7();
        await Service.Db(db => db.Database.ExecuteSqlAsync($"""INSERT INTO outbox ("MessageId", "Type", "Body", "At") SELECT {left}, "Type", "Body", "At" FROM outbox WHERE "MessageId" = {good}"""));
        await OrderDesk.Until(() => IsSent(left));
        Assert.That((await IsSent(silent), road.Tries), Is.EqualTo((false, 1)), "it is on its way, and not sent again");

        road.Speak();
        await OrderDesk.Until(() => IsSent(silent));
        await Service.Quiet();
    }

    /// <summary>Seen red with a wait that is left to the transport.</summary>
    [Test]
    public async Task A_message_of_which_there_is_never_word_is_sent_again_after_twenty_seconds()
    {
        road.Silence();
        var (silent, good) = await BadAndGood();
        await OrderDesk.Until(() => IsSent(good));

        Service.Clock.Advance(TimeSpan.FromSeconds(19.9));
        Assert.That(road.Tries, Is.EqualTo(1));
        Service.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await OrderDesk.Until(() => Task.FromResult(road.Tries > 1));
        road.Speak();
        await OrderDesk.Until(() => IsSent(silent));
        await Service.Quiet();
    }

    /// <summary>Seen red with a road that holds any number, and with one that takes a page where there is room for one.</summary>
    [Test]
    public async Task A_broker_that_says_nothing_is_given_eight_hundred_messages_and_others_one_by_one_as_it_speaks()
    {
        road.Silence();
        var last = (await News([.. Enumerable.Repeat("E1", 1_000), "E2"]))[^1];
        await OrderDesk.Until(() => Task.FromResult(road.Tries == 800));
        foreach (var more in new[] { 1, 2, 3 })
        {
            road.Speak(of: 1);
            await OrderDesk.Until(() => Task.FromResult(road.Tries == 800 + more));
        }
        Assert.That(await IsSent(last), Is.False);

        road.Speak();
        await OrderDesk.Until(() => IsSent(last));
        await Service.Quiet();
    }

    /// <summary>Two pieces of news in one save; the road is closed to the first.</summary>
    private async Task<(Guid Bad, Guid Good)> BadAndGood()
    {
        var ids = await News("E1", "E2");
        return (ids[0], ids[1]);
    }

    /// <returns>The messages, in one save.</returns>
    private async Task<List<Guid>> News(params string[] experts)
    {
        await Service.Db(async db =>
        {
            foreach (var code in experts) db.Publish(new ExpertChanged { ExpertId = ExpertId.For(code).Value }, Service.Monday);
            return await db.SaveChangesAsync();
        });
        return await Service.Db(db => db.Set<OutboxRow>().OrderByDescending(row => row.Sequence).Take(experts.Length).OrderBy(row => row.Sequence).Select(row => row.MessageId).ToListAsync());
    }

    private Task<bool> IsSent(Guid message) => Service.Db(db => db.Set<OutboxRow>().AnyAsync(row => row.MessageId == message && row.SentAt != null));

    private static async Task Run(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What the wire does to news of the first expert.</summary>
    private sealed class Road : IPublishObserver
    {
        private readonly Lock gate = new();
        private readonly Queue<TaskCompletionSource> unheard = [];
        private bool silent;
        private int tries;

        public Exception? Closed { get; set; }

        public int Tries => Volatile.Read(ref tries);

        public void Open()
        {
            Speak();
            (Closed, tries) = (null, 0);
        }

        /// <summary>From now on there is no word of what goes out.</summary>
        public void Silence()
        {
            lock (gate) silent = true;
        }

        /// <summary>Now there is, of all or of some.</summary>
        public void Speak(int? of = null)
        {
            lock (gate)
            {
                silent &= of is not null;
                for (var n = 0; n != of && unheard.TryDequeue(out var one); n++) one.SetResult();
            }
        }

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class
        {
            if (context.Message is not ExpertChanged changed || changed.ExpertId != ExpertId.For("E1").Value) return Task.CompletedTask;
            lock (gate)
            {
                if (Closed is null && !silent) return Task.CompletedTask;
                tries++;
                if (Closed is not null) return Task.FromException(Closed);
                var word = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                unheard.Enqueue(word);
                return word.Task;
            }
        }

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
