using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dispatch.Tests;

/// <summary>What the service's own log warns of, as it is said.</summary>
public sealed class Said : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> all = [];

    public IReadOnlyCollection<string> All => all;

    public bool Has(string words) => all.Any(line => line.Contains(words, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("Dispatch.", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) all.Enqueue(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
