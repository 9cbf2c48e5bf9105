using System.Net;
using System.Net.Http.Json;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;
using Polly.Timeout;

namespace Dispatch.Notifying;

/// <summary>How long the webhook is borne with.</summary>
public sealed record Patience
{
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Overall { get; init; } = TimeSpan.FromSeconds(20);

    public int Retries { get; init; } = 3;

    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Attempts within half a minute, half of them in vain, after which it is left alone for <see cref="Break"/>.</summary>
    public int AttemptsBeforeBreak { get; init; } = 10;

    public TimeSpan Break { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What spreads the retries, in [0, 1).</summary>
    public required Func<double> Chance { get; init; }
}

/// <summary>Posts each notice as JSON to an address, an SMS gateway's for one. The same notice has the same Idempotency-Key each time.</summary>
internal sealed class Webhook : Sink
{
    public const string Client = "notices";
    private const int AtOnce = 8;

    private readonly Uri address;
    private readonly IHttpClientFactory clients;
    private readonly ResiliencePipeline<HttpResponseMessage> pipeline;

    /// <exception cref="ArgumentException">The address is none.</exception>
    public Webhook(string address, IHttpClientFactory clients, Patience patience, TimeProvider clock, ILoggerFactory logs)
        : base("Webhook")
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new BadSetting("Dispatch:NoticeWebhook", address, "an http:// or https:// address");
        (this.address, this.clients, pipeline) = (uri, clients, Pipeline(patience, clock, logs));
    }

    /// <summary>One that answers slowly does not keep many.</summary>
    internal override int Batch => AtOnce;

    public override async Task<IReadOnlyList<string?>> Send(IReadOnlyList<OutgoingNotice> notices, CancellationToken stop)
    {
        var errors = new string?[notices.Count];
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(Enumerable.Range(0, notices.Count), bounds, async (n, token) => errors[n] = await Post(notices[n], token));
        return errors;
    }

    private async Task<string?> Post(OutgoingNotice notice, CancellationToken stop)
    {
        try
        {
            using var answer = await pipeline.ExecuteAsync(async token => await Attempt(notice, token), stop);
            return answer.IsSuccessStatusCode ? null : $"HTTP {(int)answer.StatusCode}";
        }
        catch (HttpRequestException failure)
        {
            return $"{failure.HttpRequestError}";
        }
        catch (ExecutionRejectedException failure)
        {
            return failure is BrokenCircuitException ? "Left alone after too many failures" : "No answer in time";
        }
    }

    private async Task<HttpResponseMessage> Attempt(OutgoingNotice notice, CancellationToken stop)
    {
        using var client = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(notice, options: StoredJson.Options) };
        request.Headers.Add(IdempotencyKey.Header, notice.Id.ToString());
        // Whole, with its length: of a body that comes in pieces a simple gateway reads nothing, and answers that all is well.
        await request.Content.LoadIntoBufferAsync(stop);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
    }

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(Patience patience, TimeProvider clock, ILoggerFactory logs)
    {
        var trouble = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>().Handle<TimeoutRejectedException>()
            .HandleResult(answer => answer.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
        return new ResiliencePipelineBuilder<HttpResponseMessage> { Name = Client, TimeProvider = clock }
            .AddTimeout(patience.Overall)
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = trouble,
                MaxRetryAttempts = patience.Retries,
                Delay = patience.FirstDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = patience.Chance,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = trouble,
                FailureRatio = 0.5,
                MinimumThroughput = patience.AttemptsBeforeBreak,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = patience.Break,
            })
            .AddTimeout(patience.Attempt)
            .ConfigureTelemetry(Telemetry(logs))
            .Build();
    }

    /// <summary>A circuit that opens or closes is worth a line; each retry is not.</summary>
    private static TelemetryOptions Telemetry(ILoggerFactory logs) => new()
    {
        LoggerFactory = logs,
        SeverityProvider = told => told.Event.EventName.Contains("Circuit", StringComparison.Ordinal) ? told.Event.Severity : ResilienceEventSeverity.Debug,
    };
}
