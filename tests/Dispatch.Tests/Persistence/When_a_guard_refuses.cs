using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Tests.Persistence;

/// <summary>A refusal is an answer. The log is for what somebody must look at.</summary>
[OnBothDatabases]
public sealed class When_a_guard_refuses : ServiceSpec
{
    private Complaints log = null!;

    protected override void Also(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(log = new Complaints());

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"));

    [TearDown]
    public void Forget() => log.Dispose();

    [Test]
    public async Task The_log_is_quiet()
    {
        Assert.That((await Plan("列当")).Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await Plan("白粉病")).Code, Is.EqualTo("LecturerElsewhere"));
        Assert.That(log.Said, Is.Empty);
    }

    [Test]
    public async Task A_fault_is_still_told_once()
    {
        await Service.Db(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE lecturers RENAME TO gone"));

        Assert.That((await Plan("列当")).Status, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(log.Said, Has.Count.EqualTo(1));
        Assert.That(log.Said.Single(), Does.Contain("/api/v1/lectures").And.Contain("lecturers"));
    }

    private Task<Reply> Plan(string title) =>
        Service.Post("/lectures", OrderDesk.Clerk, new { title, skill = "PlantProtection", experts = new[] { "E1" }, station = "S001", whereabouts = "村委会", startsAt = Service.Monday.AddDays(1), minutes = 90 });

    /// <summary>What was logged as an error or worse.</summary>
    private sealed class Complaints : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Said { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Said.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
