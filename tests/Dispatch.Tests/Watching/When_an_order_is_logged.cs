using System.Collections.Concurrent;
using Dispatch.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Tests.Watching;

/// <summary>Somebody who looks for a fault has turned the log up as far as it goes.</summary>
public sealed class When_an_order_is_logged : ServiceSpec
{
    private readonly Log log = new();

    protected override void Also(IServiceCollection services) => services.AddLogging(logging =>
    {
        logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        foreach (var category in new[] { null, "Microsoft", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "MassTransit" }) logging.AddFilter(category, LogLevel.Trace);
    });

    [OneTimeTearDown]
    public void End() => log.Dispose();

    /// <summary>The platform writes down each address that was asked for, and somebody asks by a farmer's phone.</summary>
    [Test]
    public async Task No_line_says_anything_of_anybody()
    {
        log.Lines.Clear();
        var tracking = await Personal.Life(Service);
        Assert.That(log.Lines, Has.Count.GreaterThan(100));
        Assert.That(log.Lines.Any(line => line.Contains(tracking, StringComparison.Ordinal)));
        foreach (var word in Personal.Data) Assert.That(log.Lines.Where(line => line.Contains(word, StringComparison.Ordinal)).Take(3), Is.Empty, word);
    }

    /// <summary>Seen red without it. Nor does a line about what failed say more.</summary>
    [Test, OnSqlite]
    public async Task A_line_about_an_order_that_failed_carries_its_number()
    {
        log.Lines.Clear();
        MeantToFail = 1;
        await Service.Settle(Langshan.Expert("E1"));
        await Service.Db(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER full BEFORE INSERT ON seats BEGIN SELECT RAISE(ABORT, 'no'); END"));
        var tracking = await Service.Ordered();
        await OrderDesk.Until(() => Task.FromResult(log.Lines.Any(line => line.StartsWith("Error MassTransit", StringComparison.Ordinal))));
        Assert.That(log.Lines.Where(line => line.StartsWith("Error MassTransit", StringComparison.Ordinal)), Has.All.Contains($"{OrderInHand.Property}={tracking}"));
        foreach (var word in Personal.Data) Assert.That(log.Lines.Where(line => line.Contains(word, StringComparison.Ordinal)).Take(3), Is.Empty, word);
    }

    /// <summary>Level, category, message, properties, exception and scopes of each line, as one text.</summary>
    private sealed class Log : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider? scopes;

        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

        public void Dispose()
        {
        }

        private static string Told(object? state) => state is IEnumerable<KeyValuePair<string, object?>> properties ? string.Join(' ', properties.Select(one => $"{one.Key}={one.Value}")) : $"{state}";

        private sealed class Logger(Log log, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                var around = new List<string>();
                log.scopes?.ForEachScope((scope, told) => told.Add(Told(scope)), around);
                log.Lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {Told(state)} {exception} | {string.Join(" | ", around)}");
            }
        }
    }
}
