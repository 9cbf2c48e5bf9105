using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Watching;
using Dispatch.Web.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Dispatch.Tests.Watching;

/// <summary>One trace leads from the farmer's request to the expert who is asked.</summary>
[OnBothDatabases]
public sealed class When_an_order_is_traced : ServiceSpec
{
    private readonly ConcurrentQueue<Activity> ended = new();

    protected override void Also(IServiceCollection services) => services.AddTraces(traces => traces.AddProcessor(new Keep(ended)));

    /// <summary>Seen red when a message did not take along what had written it.</summary>
    [Test]
    public async Task What_a_request_led_to_hangs_in_its_trace()
    {
        await Service.Settle(Langshan.Expert("E1"));
        var trace = ActivityTraceId.CreateRandom();
        var tracking = await Submitted(trace);
        await Service.Match();

        await OrderDesk.Until(() => Task.FromResult(Of(trace).Any(span => Handled(span, "TellExpertOfOffer"))));
        var spans = Of(trace);
        Assert.That(spans.Select(span => span.OperationName), Is.SupersetOf(new[] { "Submitted", "Triaged", "Chosen", "outbox", "database" }), string.Join('\n', spans.Select(Told)));
        Assert.That(spans.Any(span => span.Kind == ActivityKind.Server) && spans.Any(span => Handled(span, "TriageOrder")), string.Join('\n', spans.Select(Told)));
        Assert.That(spans.Where(span => span.OperationName is "Submitted" or "Triaged" or "Chosen").Select(span => span.GetTagItem(Traces.Tracking)), Has.All.EqualTo(tracking));
        Assert.That(spans.Count(span => spans.All(other => other.SpanId != span.ParentSpanId)), Is.EqualTo(1), "nothing hangs in the air but the request");
    }

    /// <summary>Seen red where what a message was written in was known to the process that wrote it, and to nobody else.</summary>
    [Test]
    public async Task What_another_life_left_in_the_outbox_hangs_in_its_trace()
    {
        await Service.Settle(Langshan.Expert("E1"));
        var trace = ActivityTraceId.CreateRandom();
        var tracking = await Submitted(trace);
        await Service.StopAsync();
        await Service.AsIfNeverHandled((await Service.Order(tracking)).Id, sent: false);
        ended.Clear();

        await using var next = await Service.StartAsync(also: Also, beside: Service);
        await OrderDesk.Until(async () => await next.StateOf(tracking) == State.Waiting);
        await next.Match();
        await OrderDesk.Until(() => Task.FromResult(Of(trace).Any(span => Handled(span, "TellExpertOfOffer"))));
        Assert.That(Of(trace).Select(span => span.OperationName), Is.SupersetOf(new[] { "outbox", "Triaged", "Chosen" }));
    }

    /// <summary>Seen red where it was sent again without what it was written in.</summary>
    [Test]
    public async Task What_failed_and_is_sent_again_hangs_in_its_trace()
    {
        MeantToFail = 2;
        var trace = ActivityTraceId.CreateRandom();
        using (new Activity("request").SetParentId(trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start())
            await Service.Db(db =>
            {
                db.Publish(new OrderSubmitted { OrderId = OrderId.For("missing").Value }, Service.Monday);
                return db.SaveChangesAsync();
            });
        await Service.Quiet();
        ended.Clear();

        var failed = await Service.Db(async db => (await db.Set<ErrorRow>().SingleAsync()).Shown);
        Assert.That((await Service.Post($"/errors/{failed.Id}/replay", "Desk:li", null)).Status, Is.EqualTo(HttpStatusCode.NoContent));
        await Service.Quiet();
        Assert.That(Of(trace).Any(span => Handled(span, "TriageOrder")));
    }

    [Test]
    public async Task No_span_says_anything_of_anybody()
    {
        await Personal.Life(Service);
        var said = ended.SelectMany(span => span.TagObjects.Concat(span.Events.SelectMany(one => one.Tags)).Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName)).ToHashSet();
        Assert.That(said, Has.Count.GreaterThan(20));
        foreach (var word in Personal.Data) Assert.That(said.Where(one => one.Contains(word, StringComparison.Ordinal)), Is.Empty, word);
    }

    private async Task<string> Submitted(ActivityTraceId trace)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(OrderDesk.Sunflower) };
        request.Headers.Add("Dispatch-Actor", OrderDesk.Farmer);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await Service.Http.SendAsync(request);
        await Service.Quiet();
        return (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("tracking").GetString()!;
    }

    private List<Activity> Of(ActivityTraceId trace) => [.. ended.Where(span => span.TraceId == trace)];

    private static bool Handled(Activity span, string consumer) =>
        span.Source.Name == "MassTransit" && span.Kind == ActivityKind.Consumer && Told(span).Contains(consumer, StringComparison.OrdinalIgnoreCase);

    private static string Told(Activity span) => $"{span.Source.Name} {span.Kind} {span.OperationName} {span.DisplayName} {string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}";

    private sealed class Keep(ConcurrentQueue<Activity> ended) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => ended.Enqueue(data);
    }
}
