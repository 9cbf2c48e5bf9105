using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

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
        var trace = RandomNumberGenerator.GetBytes(16);
        service.Client.DefaultRequestHeaders.Add("traceparent", $"00-{Convert.ToHexStringLower(trace)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}-01");
        await new Farmer(service, $"watched by {protocol}").Submit();
        foreach (var step in new[] { "Submitted", "Triaged", "Chosen" })
            await Eventually.Holds($"{step} has come", () => Task.FromResult(collector.HasSpan(trace, step)), Ceiling);
        foreach (var figure in new[] { "dispatch.orders", "dispatch.order.facts", "dispatch.outbox.age", "dispatch.match.duration", "http.server.request.duration" })
            await Eventually.Holds($"{figure} has come", () => Task.FromResult(collector.HasFigure(figure)), Ceiling);
        Assert.That(await service.StopAsync(), Is.Zero, service.Output);
        Assert.That(collector.HasHeard("dispatch.tracking"));
        foreach (var word in new[] { "李秀英", "13804780001", "蚜虫" })
            Assert.That(collector.HasHeard(word), Is.False, word);
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

    private static Task<ServiceProcess> Watched(Uri collector, string protocol) => SmallWorld.Service(also: new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "1000",
    });
}
