using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Dispatch.SystemTests.Faults;

namespace Dispatch.SystemTests;

/// <summary>Whoever runs the service names a collector as OpenTelemetry has it, and sees the service there.</summary>
public sealed class When_a_collector_is_named
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);

    /// <summary>The steps of a farmer's order in the trace of the request, and what the district looks like; and nothing of the farmer. Seen red without either exporter, and without the source of the steps.</summary>
    [TestCase("grpc")]
    [TestCase("http/protobuf")]
    public async Task Traces_and_figures_come_to_it_and_nothing_of_anybody(string protocol)
    {
        await using var collector = await Collector.Listening(protocol);
        await using var service = await Watched(collector.Address, protocol);
        await service.StartAsync();
        var trace = await Traced(service, $"watched by {protocol}");
        foreach (var step in new[] { "Submitted", "Triaged", "Chosen" })
            await Eventually.Holds($"{step} has come", () => Task.FromResult(collector.HasSpan(trace, step)), Ceiling);
        foreach (var figure in new[] { "dispatch.orders", "dispatch.order.facts", "dispatch.outbox.age", "dispatch.match.duration", "http.server.request.duration" })
            await Eventually.Holds($"{figure} has come", () => Task.FromResult(collector.HasFigure(figure)), Ceiling);
        Assert.That(await service.StopAsync(), Is.Zero, service.Output);
        Assert.That(collector.HasHeard("dispatch.tracking"));
        foreach (var word in new[] { "李秀英", "13804780001", "蚜虫" })
            Assert.That(collector.HasHeard(word), Is.False, word);
    }

    /// <summary>
    /// The order is submitted to one process, and another goes on with it, over the broker and a database on a server. Each has a
    /// collector of its own, so that it is seen who told what. Seen red without the bus's own source: the worker's steps hang in a trace of theirs.
    /// </summary>
    [Test]
    public async Task What_one_process_begins_and_another_goes_on_with_comes_as_one_trace()
    {
        await using var host = await (await Broker.Running()).NewHostAsync();
        var folder = Directory.CreateTempSubdirectory("dispatch-collected-");
        try
        {
            await using var store = await PostgresStore.StartAsync(Path.Combine(folder.FullName, "postgres"));
            var shared = new Dictionary<string, string> { ["Dispatch__Database"] = store.Direct };
            await SmallWorld.ImportAsync(shared, folder.FullName, SmallWorld.Lists);
            await using var ofWeb = await Collector.Listening("grpc");
            await using var ofWorker = await Collector.Listening("grpc");
            await using var web = await Watched(ofWeb.Address, "grpc", host.Uri, shared, "serve", "--role", "web");
            await using var worker = await Watched(ofWorker.Address, "grpc", host.Uri, shared, "serve", "--role", "worker");
            await Task.WhenAll(web.StartAsync(), worker.StartAsync());
            var trace = await Traced(web, "handed on");
            foreach (var (collector, whose, spans) in new[] { (ofWeb, "web", new[] { "Submitted", "outbox", "database" }), (ofWorker, "worker", ["Triaged", "Chosen", "outbox", "database"]) })
                foreach (var span in spans) await Eventually.Holds($"{span} has come from the {whose} process", () => Task.FromResult(collector.HasSpan(trace, span)), Ceiling);
            Assert.That((ofWeb.HasSpan(trace, "Triaged"), ofWorker.HasSpan(trace, "Submitted")), Is.EqualTo((false, false)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>It takes what is sent and says nothing, for as long as it likes. Seen red with spans exported as they end.</summary>
    [Test]
    public async Task One_that_does_not_answer_keeps_no_order_waiting()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var service = await Watched(new Uri($"http://{silent.LocalEndpoint}"), "grpc");
        await service.StartAsync();
        await new Farmer(service, "unwatched").Live().WaitAsync(Ceiling);
        Assert.That(await service.StopAsync(), Is.Zero, service.Output);
    }

    /// <summary>Somebody's order, in a trace that they began.</summary>
    /// <returns>The trace's id.</returns>
    private static async Task<byte[]> Traced(ServiceProcess service, string farmer)
    {
        var trace = RandomNumberGenerator.GetBytes(16);
        service.Client.DefaultRequestHeaders.Add("traceparent", $"00-{Convert.ToHexStringLower(trace)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}-01");
        await new Farmer(service, farmer).Submit();
        return trace;
    }

    private static Task<ServiceProcess> Watched(Uri collector, string protocol, Uri? bus = null, IReadOnlyDictionary<string, string>? also = null, params string[] arguments) => SmallWorld.Service(bus, new Dictionary<string, string>(also ?? new Dictionary<string, string>())
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "1000",
    }, arguments);
}
