using System.Collections.Concurrent;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Tests.Matching;

/// <summary>A row that can't be read: half a disk block, a slip in a repair by hand.</summary>
public sealed class When_an_order_is_poison : ServiceSpec
{
    private Complaints complaints = null!;
    private string poison = null!;
    private string neighbour = null!;

    protected override void Also(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(complaints = new Complaints());

    [SetUp]
    public async Task Start()
    {
        await Service.Settle(Langshan.Expert("E1"));
        poison = await Service.Ordered();
        neighbour = await Service.Ordered();
    }

    [TearDown]
    public void Forget() => complaints.Dispose();

    [TestCase("UPDATE orders SET \"Asked\" = '[[' WHERE \"Tracking\" = {0}")]
    [TestCase("UPDATE orders SET \"Place\" = 'nowhere' WHERE \"Tracking\" = {0}")]
    [TestCase("UPDATE orders SET \"Place\" = NULL WHERE \"Tracking\" = {0}")]
    [TestCase("UPDATE seats SET \"Needs\" = '[{{' WHERE \"Order\" = (SELECT \"Id\" FROM orders WHERE \"Tracking\" = {0})")]
    public async Task Its_neighbours_are_matched_and_it_is_complained_of_once(string poisoning)
    {
        await Run(poisoning, poison);
        for (var n = 0; n < 3; n++) await Service.Match();
        Assert.That(await Service.StateOf(neighbour), Is.EqualTo(State.Offered));
        Assert.That(complaints.Errors, Has.Count.EqualTo(1));
        Assert.That(complaints.Errors.Single(), Does.Contain(poison));
    }

    [Test]
    public async Task Once_mended_it_is_matched_within_the_hour()
    {
        await Run("UPDATE orders SET \"Place\" = NULL WHERE \"Tracking\" = {0}", poison);
        await Service.Match();
        await Run("UPDATE orders SET \"Place\" = '41.04,107.45' WHERE \"Tracking\" = {0}", poison);
        Service.Clock.Advance(TimeSpan.FromHours(1));
        await Service.Match();
        Assert.That(await Service.StateOf(poison), Is.EqualTo(State.Offered));
    }

    [Test]
    public async Task Its_neighbours_limits_are_swept()
    {
        await Service.Match();
        await Run("UPDATE seats SET \"Needs\" = '[{{' WHERE \"Order\" = (SELECT \"Id\" FROM orders WHERE \"Tracking\" = {0})", poison);
        Service.Clock.Advance(TimeSpan.FromHours(5));
        for (var n = 0; n < 3; n++) await Service.Get<DueOrders>().Sweep(default);
        Assert.That((await Service.Order(neighbour)).Offers[0].State, Is.EqualTo(OfferState.Lapsed));
        Assert.That(complaints.Errors, Has.Count.LessThanOrEqualTo(2), "once, or twice by two sweeps that ran at the same time");
    }

    [Test]
    public async Task An_expert_that_cannot_be_read_holds_nobody_up()
    {
        await Service.Save(Langshan.Expert("E2", km: 1));
        await Run("UPDATE experts SET \"Skills\" = '[{{' WHERE \"Code\" = {0}", "E2");
        await Service.Match();
        Assert.That(await Service.Holders(neighbour), Is.EqualTo(new[] { "E1" }));
        Assert.That(complaints.Errors, Has.Count.EqualTo(1));
    }

    private Task<int> Run(string sql, string about) => Service.Db(db => db.Database.ExecuteSqlRawAsync(sql, about));

    /// <summary>What the service's own log says loudly.</summary>
    private sealed class Complaints : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> errors = [];

        public IReadOnlyCollection<string> Errors => errors;

        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Dispatch.", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error) errors.Enqueue(formatter(state, exception));
        }

        public void Dispose() => errors.Clear();
    }
}
