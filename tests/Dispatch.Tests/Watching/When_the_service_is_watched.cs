using System.Net;
using System.Net.Http.Json;
using Dispatch.Accounts;
using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Web.Watching;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Watching;

/// <summary>Prometheus comes by and takes the figures.</summary>
public sealed class When_the_service_is_watched : ServiceSpec
{
    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1", capacity: 1));

    /// <summary>Seen red when any key opened it, and when a key for nobody was none.</summary>
    [TestCase(null, HttpStatusCode.Unauthorized)]
    [TestCase("", HttpStatusCode.OK)]
    [TestCase("Farmer,Expert,Clerk", HttpStatusCode.Forbidden)]
    [TestCase("Office", HttpStatusCode.OK)]
    public async Task It_is_for_machines_that_speak_for_who_runs_it_or_for_nobody(string? speaksFor, HttpStatusCode expected)
    {
        using var watcher = Service.Client(speaksFor is null ? null : "dk_watcher");
        if (speaksFor is not null) await Service.Save(KeyFor(speaksFor));
        using var answer = await watcher.GetAsync("/metrics");
        Assert.That(answer.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Who_speaks_for_nobody_reads_nothing_else()
    {
        await Service.Save(KeyFor(""));
        using var watcher = Service.Client("dk_watcher");
        Assert.That((await watcher.Send(HttpMethod.Get, "/orders", "Office:li")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task It_tells_what_is_waiting_and_for_how_long()
    {
        await Service.Taken("E1");
        await Service.Offered();
        Service.Clock.Advance(TimeSpan.FromMinutes(7));

        var scrape = await Scrape.Of(Service);

        Assert.That((scrape["dispatch_orders state=\"Accepted\""], scrape["dispatch_orders state=\"Waiting\""], scrape["dispatch_orders state=\"Visiting\""]), Is.EqualTo((1d, 1d, 0d)));
        Assert.That(scrape["dispatch_orders_waiting_age_seconds"], Is.EqualTo(7 * 60).Within(10));
        Assert.That(scrape["dispatch_notices state=\"Failed\""], Is.Zero);
        Assert.That((scrape["dispatch_bus_up"], scrape["dispatch_database_up"]), Is.EqualTo((1d, 1d)));
    }

    /// <summary>Seen red when it was counted before it was saved.</summary>
    [Test, OnSqlite]
    public async Task What_could_not_be_saved_has_not_happened()
    {
        var tracking = await Service.Offered();
        await Service.Db(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER full BEFORE INSERT ON order_history BEGIN SELECT RAISE(ABORT, 'no'); END"));
        Assert.That((int)(await Service.Accept(tracking, "E1")).Status, Is.EqualTo(500));
        await Service.Db(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER full"));
        await Service.Accept(tracking, "E1").Done();
        Assert.That((await Scrape.Of(Service))["dispatch_offers_answered_total answer=\"accepted\""], Is.EqualTo(1));
    }

    /// <summary>Seen red when it was counted before the commit that is refused.</summary>
    [Test]
    public async Task An_order_that_is_sent_three_times_has_happened_once()
    {
        for (var n = 0; n < 3; n++)
        {
            using var body = JsonContent.Create(OrderDesk.Sunflower);
            body.Headers.Add("Idempotency-Key", "one");
            Assert.That((await Service.Send(HttpMethod.Post, "/orders", OrderDesk.Farmer, body)).Status, Is.EqualTo(HttpStatusCode.Created));
        }
        Assert.That((await Scrape.Of(Service))["dispatch_order_facts_total fact=\"Submitted\""], Is.EqualTo(1));
    }

    [Test]
    public async Task It_counts_what_happened()
    {
        var tracking = await Service.Offered();
        await Service.Decline(tracking, "E1").Done();
        await Service.Quiet();
        var solved = await Service.Taken("E1");
        await Service.CheckIn(solved, "E1").Done();
        await Service.Report(solved, "E1").Done();
        await Service.Confirm(solved).Done();
        await Service.Quiet();

        var scrape = await Scrape.Of(Service);

        Assert.That((scrape["dispatch_offers_answered_total answer=\"accepted\""], scrape["dispatch_offers_answered_total answer=\"declined\""]), Is.EqualTo((1d, 1d)));
        Assert.That((scrape["dispatch_order_facts_total fact=\"Submitted\""], scrape["dispatch_order_facts_total fact=\"Confirmed\""]), Is.EqualTo((2d, 1d)));
        Assert.That(scrape["dispatch_ledger_entries kind=\"ProblemSolved\""], Is.EqualTo(1));
        Assert.That(scrape["dispatch_match_duration_seconds_count"], Is.GreaterThanOrEqualTo(2));
        Assert.That(scrape.Text, Does.Match("http_server_request_duration_seconds_count\\{.*status_code=\"201\",http_route=\"/api/v1/orders/?\".*\\} 2\\s"));
    }

    [Test]
    public async Task It_tells_what_waits_for_a_person_and_of_what_is_sent_nothing()
    {
        await Service.Save(
            new OutboxRow { MessageId = OrderId.For("sent").Value, Type = nameof(OrderSubmitted), Body = "{}", At = Service.Monday - TimeSpan.FromHours(2), SentAt = Service.Monday },
            new ErrorRow { MessageId = OrderId.For("failed").Value, Consumer = "TriageOrder", Type = nameof(OrderSubmitted), Body = "{}", Why = "", At = Service.Monday },
            new ErrorRow { MessageId = OrderId.For("replayed").Value, Consumer = "TriageOrder", Type = nameof(OrderSubmitted), Body = "{}", Why = "", At = Service.Monday, ReplayedAt = Service.Monday });

        var scrape = await Scrape.Of(Service);

        Assert.That((scrape["dispatch_outbox_unsent"], scrape["dispatch_outbox_age_seconds"]), Is.EqualTo((0d, 0d)));
        Assert.That(scrape["dispatch_queue_errors queue=\"triage-order\""], Is.EqualTo(1));
        Assert.That(scrape.Names, Has.None.EqualTo("dispatch_queue_messages"), "no broker counts them");
    }

    /// <summary>Seen red when every scrape asked the database.</summary>
    [Test]
    public async Task The_database_is_asked_once_in_a_while_however_many_come()
    {
        Assert.That((await Scrape.Of(Service))["dispatch_orders state=\"Waiting\""], Is.Zero);
        await Service.Ordered();
        await Service.Quiet();
        Assert.That((await Scrape.Of(Service))["dispatch_orders state=\"Waiting\""], Is.Zero);
        Service.Clock.Advance(District.Fresh);
        var later = await Scrape.Of(Service);
        // A round may have come meanwhile.
        Assert.That(later["dispatch_orders state=\"Waiting\""] + later["dispatch_orders state=\"Offered\""], Is.EqualTo(1));
    }

    /// <summary>Seen red when the failure was the answer.</summary>
    [Test]
    public async Task Where_the_database_can_t_be_read_that_is_told_and_the_rest_as_ever()
    {
        await Service.Db(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE orders RENAME TO gone"));
        var scrape = await Scrape.Of(Service);
        Assert.That((scrape["dispatch_database_up"], scrape["dispatch_bus_up"]), Is.EqualTo((0d, 1d)));
        Assert.That(scrape.Names, Has.None.EqualTo("dispatch_orders"));
    }

    [Test]
    public async Task Nothing_of_it_is_about_anybody()
    {
        var tracking = await Service.Offered();
        await Service.Look(tracking);
        await Service.Http.GetAsync($"/follow?number={tracking}&phone=0001");
        await Service.Http.GetAsync("/13804780001");
        var text = (await Scrape.Of(Service)).Text;
        foreach (var word in new[] { tracking, "13804780001", "13904780001", "李秀英", "王芳", "菌核病", "富强村", "E1" }) Assert.That(text, Does.Not.Contain(word));
    }

    private static ApiKey KeyFor(string roles) =>
        new() { Name = "watcher", Hash = ApiKeys.HashOf("dk_watcher"), SpeaksFor = [.. roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>)], MadeAt = Service.Monday };
}

/// <summary>Where many processes serve a district, not each of them asks how it stands.</summary>
public sealed class When_a_process_tells_only_its_own : SharedServiceSpec
{
    protected override void Configure(Settings settings) => settings.DistrictOnMetrics = false;

    [Test]
    public async Task What_it_did_is_told_and_how_the_district_stands_is_not()
    {
        await Service.Settle(Langshan.Expert("E1"));
        await Service.Taken("E1");
        var scrape = await Scrape.Of(Service);
        Assert.That(scrape["dispatch_offers_answered_total answer=\"accepted\""], Is.EqualTo(1));
        Assert.That(scrape.Names, Has.None.EqualTo("dispatch_orders").And.None.EqualTo("dispatch_database_up"));
    }
}
