using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Dispatch.SystemTests;

/// <summary>
/// Takes what is sent by OTLP (opentelemetry.io/docs/specs/otlp) on a port of its own, by gRPC or by HTTP, and keeps it. What has
/// come is looked through for the words and ids it holds: in protobuf they stand as they are.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    /// <summary>The fifth field, of a length that is told.</summary>
    private const byte NameField = 5 << 3 | 2;

    /// <summary>Two ids with what says what they are, and what flags and an empty state may take.</summary>
    private const int BeforeName = 40;

    private static readonly byte[] Taken = [0, 0, 0, 0, 0];
    private readonly ConcurrentQueue<byte[]> traces = new(), figures = new();
    private readonly WebApplication app;

    private Collector(bool isGrpc)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, at => at.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        app = builder.Build();
        if (isGrpc)
        {
            app.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", context => Called(context, traces));
            app.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", context => Called(context, figures));
        }
        else
        {
            app.MapPost("/v1/traces", request => Keep(request, traces));
            app.MapPost("/v1/metrics", request => Keep(request, figures));
        }
    }

    public Uri Address => new(app.Urls.Single());

    /// <param name="protocol">As OTEL_EXPORTER_OTLP_PROTOCOL names it.</param>
    public static async Task<Collector> Listening(string protocol)
    {
        var collector = new Collector(protocol == "grpc");
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>A span of this trace and name: the trace's id is its first field, and its name the fifth, after two ids of eight bytes.</summary>
    public bool HasSpan(byte[] trace, string name)
    {
        byte[] field = [NameField, (byte)Encoding.UTF8.GetByteCount(name), .. Encoding.UTF8.GetBytes(name)];
        return traces.Any(one => Enumerable.Range(0, one.Length - trace.Length).Any(at =>
            one.AsSpan(at).StartsWith(trace) && one.AsSpan(at + trace.Length, Math.Min(BeforeName + field.Length, one.Length - at - trace.Length)).IndexOf(field) >= 0));
    }

    public bool HasFigure(string name) => Has(figures, Encoding.UTF8.GetBytes(name));

    public bool HasHeard(string word) => Has(traces.Concat(figures), Encoding.UTF8.GetBytes(word));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static bool Has(IEnumerable<byte[]> came, byte[] what) => came.Any(one => one.AsSpan().IndexOf(what) >= 0);

    private static async Task Keep(HttpContext context, ConcurrentQueue<byte[]> where)
    {
        var body = (await context.Request.BodyReader.ReadAtLeastAsync((int?)context.Request.ContentLength ?? int.MaxValue)).Buffer;
        where.Enqueue(body.ToArray());
        context.Request.BodyReader.AdvanceTo(body.End);
    }

    /// <summary>An empty message is its answer, and that all is well comes after it.</summary>
    private static async Task Called(HttpContext context, ConcurrentQueue<byte[]> where)
    {
        await Keep(context, where);
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync(Taken);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
