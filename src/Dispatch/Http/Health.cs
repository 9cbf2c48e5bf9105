using System.Data.Common;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dispatch.Http;

/// <summary>What /health/ready says.</summary>
/// <param name="Status">Healthy, Degraded (orders are taken, something waits) or Unhealthy (orders can't be taken).</param>
/// <param name="Parts">Each part: "database", "masstransit-bus".</param>
public sealed record Readiness(HealthStatus Status, IReadOnlyDictionary<string, PartReadiness> Parts);

/// <summary>How one part is, and why.</summary>
public sealed record PartReadiness(HealthStatus Status, string? Why);

/// <summary>Ready means: orders can be written down. A broker that is away only degrades it, as they go out later.</summary>
internal sealed class DatabaseHealth(Storage storage, DispatchDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await storage.TryWriting(db, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (DbException failure)
        {
            return new HealthCheckResult(Guards.IsBusy(failure) ? HealthStatus.Degraded : HealthStatus.Unhealthy, failure.Message);
        }
    }
}

/// <summary>The health endpoints.</summary>
public static class Health
{
    private const string Ready = "ready";

    /// <summary>What MassTransit calls its own.</summary>
    private const string Bus = "masstransit-bus";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [Ready]);
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = Say });
    }

    private static Task Say(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new Readiness(
        report.Status,
        report.Entries.ToDictionary(entry => entry.Key, entry => new PartReadiness(entry.Value.Status, Why(context, entry.Key, entry.Value)))));

    /// <summary>Of a refusal its code only, ACCESS_REFUSED for one: the rest names user and virtual host, and anybody may ask.</summary>
    private static string? Why(HttpContext context, string part, HealthReportEntry entry) =>
        entry.Status != HealthStatus.Healthy && part == Bus && context.RequestServices.GetService<WayToBroker>()?.Refusal is { } refusal ? refusal.Split(' ')[0] : entry.Description ?? entry.Exception?.Message;
}
