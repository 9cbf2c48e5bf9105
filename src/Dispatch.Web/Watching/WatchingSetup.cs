using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Watching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Dispatch.Web.Watching;

/// <summary>What those who run the service see of it from outside: figures on /metrics, and by OTLP where a collector is named.</summary>
internal static class WatchingSetup
{
    public const string Path = "/metrics";

    /// <summary>OpenTelemetry's own name for it, in the environment or in appsettings.json.</summary>
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The platform's own: each request with its route and status, each call outwards.</summary>
    private static readonly string[] OfThePlatform = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http"];

    /// <summary>Who looks whether it is there leaves no traces; nor does a calendar, whose address is its secret.</summary>
    private static readonly string[] Unwatched = [Path, "/health", "/expert/calendar"];

    /// <summary>For machines that watch. The figures say nothing of anybody; but how busy a district is, and what is broken, is not for everybody.</summary>
    private static readonly AuthorizationPolicy Watchers = new AuthorizationPolicyBuilder(AccountsSetup.Machines).RequireAuthenticatedUser()
        .RequireAssertion(context => Rights.MayWatch(context.User)).Build();

    public static IServiceCollection AddWatching(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<District>();
        // It writes whole addresses, with the farmer's phone where somebody asked by it.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        // A machine that reads lines of JSON wants all that is known of each.
        services.Configure<JsonConsoleFormatterOptions>(json => (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "O"));
        services.AddMetrics(listening =>
        {
            // Several services may live in one process: each listens to its own meters.
            foreach (var meter in OfThePlatform.Append(Measures.MeterName)) listening.EnableMetrics(meter, null, null, MeterScope.Local);
            listening.EnableMetrics("System.Runtime", null, null, MeterScope.Global);
        });
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("dispatch", serviceVersion: typeof(WatchingSetup).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics =>
            {
                // What is dear to find out is kept by us, by our clock.
                metrics.AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0);
                if (HasCollector(configuration)) metrics.AddOtlpExporter();
            });
        if (HasCollector(configuration)) services.AddHostedService<LookForCollector>().AddTraces(traces => traces.AddOtlpExporter());
        return services;
    }

    /// <summary>The way of each request and message. Nobody is asked to carry more than is exported.</summary>
    /// <param name="services">Of the service.</param>
    /// <param name="export">Where to.</param>
    public static IServiceCollection AddTraces(this IServiceCollection services, Action<TracerProviderBuilder> export)
    {
        services.AddStatementTraces().AddOpenTelemetry().WithTracing(traces =>
        {
            traces.AddAspNetCoreInstrumentation(requests =>
            {
                requests.Filter = context => !Unwatched.Any(path => context.Request.Path.StartsWithSegments(path));
                // Which device somebody has is theirs to know.
                requests.EnrichWithHttpRequest = (span, _) => span.SetTag("user_agent.original", null);
            });
            traces.AddSource(Traces.SourceName, "MassTransit", "System.Net.Http");
            export(traces);
        });
        return services;
    }

    /// <summary>Each request is a flow of its own.</summary>
    public static void UseOrderInHand(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILogger<OrderInHand>>();
        app.Use(async (context, next) =>
        {
            using var flow = OrderInHand.Begin(log);
            await next(context);
        });
    }

    public static void MapWatching(this WebApplication app)
    {
        var district = app.Services.GetRequiredService<District>();
        district.Show();
        app.MapPrometheusScrapingEndpoint(Path, meterProvider: null, optionsName: null, configureBranchedPipeline: scrape => scrape.Use(async (context, next) =>
        {
            await district.Look(context.RequestAborted);
            await next(context);
        })).RequireAuthorization(Watchers);
    }

    private static bool HasCollector(IConfiguration configuration) => configuration[Collector] is { Length: > 0 };
}

/// <summary>Nobody asks where figures are sent: here the district is looked at before each sending, once a minute.</summary>
internal sealed class LookForCollector(District district, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await district.Look(stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
