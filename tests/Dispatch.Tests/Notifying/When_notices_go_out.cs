using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Resources;
using System.Text.Json;
using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Notifying;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Tests.Notifying;

[OnBothDatabases]
public sealed class When_notices_go_out
{
    [Test]
    public async Task The_log_knows_no_names_and_no_numbers()
    {
        var log = new Lines();
        await using var gateway = await Gateway.Open();
        gateway.Status = 400;
        await using var town = await Town.Open(
            settings => settings.NoticeWebhook = gateway.Address,
            services => services.AddSingleton<ILoggerProvider>(log).Configure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.Trace));
        var order = await town.Order();
        await town.Offered(order, Town.Wang);
        await town.Hear(await town.MadeTo(order, Town.Wang));
        await town.Accepted(order, Town.Wang);
        await town.Hear(new OrderAccepted { OrderId = order.Value });
        await town.Send();

        Assert.That(log.All.Count(line => line.Contains("Notice", StringComparison.Ordinal)), Is.GreaterThan(1));
        Assert.That(log.All, Has.None.Contain(Town.FarmerPhone).And.None.Contain("13947800001").And.None.Contain(Town.FarmerName).And.None.Contain("王建国").And.None.Contain("token=secret"));
    }

    [Test]
    public async Task Clerks_see_what_was_told_and_whether_it_went_out()
    {
        await using var town = await Town.Open();
        var order = await town.Order();
        await town.Hear(new OrderSubmitted { OrderId = order.Value });
        await town.Send();
        var tracking = (await town.Read(order)).Tracking;

        var seen = await Get(town, $"/api/v1/notices?tracking={tracking}", "Clerk:%E7%8E%8B%E8%8A%B3");

        Assert.That(seen[0].GetProperty("template").GetString(), Is.EqualTo("OrderTaken"));
        Assert.That(seen[0].GetProperty("deliveries")[0].GetProperty("state").GetString(), Is.EqualTo("Sent"));
    }

    [Test]
    public async Task Experts_see_their_own()
    {
        await using var town = await Town.Open();
        var order = await town.Order();
        await town.Offered(order, Town.Wang);
        await town.Hear(await town.MadeTo(order, Town.Wang));

        Assert.That((await Get(town, $"/api/v1/experts/{Town.Wang}/notices", $"Expert:{Town.Wang}")).GetArrayLength(), Is.EqualTo(1));
        Assert.That((await Get(town, $"/api/v1/experts/{Town.Wang}/notices", $"Expert:{Town.Zhao}")).GetProperty("status").GetInt32(), Is.EqualTo(403));
    }

    [Test]
    public async Task A_service_that_was_down_in_the_evening_disturbs_nobody_at_night()
    {
        await using var town = await Town.Open();
        var order = await town.Order();
        await town.Hear(new OrderSubmitted { OrderId = order.Value });
        await town.Send(Service.Monday.AddHours(14));
        var waiting = (await town.ToldOnce("OrderTaken")).Deliveries.Single();
        await town.Send(Service.Monday.AddHours(21));

        Assert.That((waiting.SentAt, waiting.DueAt), Is.EqualTo(((DateTimeOffset?)null, Service.Monday.AddHours(21))));
        Assert.That((await town.ToldOnce("OrderTaken")).Deliveries.Single().SentAt, Is.EqualTo(Service.Monday.AddHours(21)));
    }

    /// <summary>Seen red with a batch that fails as a whole: the farmer heard nothing, for as long as the row was so.</summary>
    [TestCase("UPDATE experts SET \"Hours\" = 'whenever' WHERE \"Code\" = 'Z001'")]
    [TestCase("DELETE FROM experts WHERE \"Code\" = 'Z001'")]
    public async Task A_recipient_whose_row_cannot_be_read_is_left_out_and_keeps_nobody_waiting(string harm)
    {
        await using var town = await Town.Open();
        var order = await town.Order();
        await town.Offered(order, Town.Wang);
        await town.Hear(await town.MadeTo(order, Town.Wang));
        await town.Hear(new OrderSubmitted { OrderId = order.Value });
        await town.Service.Harm(harm);
        await town.Send();

        Assert.That((await town.ToldOnce("OrderTaken")).Deliveries.Single().State, Is.EqualTo(DeliveryState.Sent));
        var bad = (await town.ToldOnce("OfferAsked")).Deliveries.Single();
        Assert.That((bad.State, bad.Attempts, bad.DueAt, bad.LastError), Is.EqualTo((DeliveryState.Pending, 1, town.Now.AddHours(1), bad.LastError)));
        Assert.That(bad.LastError, Does.EndWith("Exception"));
    }

    [Test]
    public void Every_sentence_is_there_in_both_languages()
    {
        var texts = new ResourceManager("Dispatch.Notifying.Texts", typeof(Settings).Assembly);
        var chinese = Keys(texts, System.Globalization.CultureInfo.InvariantCulture);
        var english = Keys(texts, System.Globalization.CultureInfo.GetCultureInfo("en"));

        Assert.That(english, Is.EquivalentTo(chinese));
        Assert.That(chinese, Is.SupersetOf(Enum.GetNames<Outcome>().Select(outcome => $"Closed.{outcome}")));
        Assert.That(chinese, Is.SupersetOf(Enum.GetNames<ClerkReason>().Select(reason => $"ClerkNeeded.{reason}")));
    }

    private static List<string> Keys(ResourceManager texts, System.Globalization.CultureInfo culture) =>
        [.. texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key)];

    private static async Task<JsonElement> Get(Town town, string path, string actor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Dispatch-Actor", actor);
        using var answer = await town.Service.Http.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
