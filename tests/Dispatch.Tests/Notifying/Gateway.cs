using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dispatch.Tests.Notifying;

/// <summary>An SMS gateway on loopback that answers as the test says. It wants to know how long a post is, and tells who leaves it open.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly WebApplication app;

    /// <summary>Attempts that the client has begun.</summary>
    public int Started;

    /// <summary>Attempts that the client has done with.</summary>
    public int Ended;

    private Gateway(WebApplication app) => this.app = app;

    /// <summary>What it answers; null is no answer at all.</summary>
    public int? Status { get; set; } = StatusCodes.Status200OK;

    public ConcurrentQueue<(string Key, JsonElement Body)> Posts { get; } = [];

    /// <summary>Whether only the clock can bring the client on: nothing is on its way, or it waits for an answer that never comes.</summary>
    public bool IsAwaited => Volatile.Read(ref Ended) == Volatile.Read(ref Started) || (Status is null && Posts.Count == Volatile.Read(ref Started));

    public string Address => app.Urls.First() + "/sms?token=secret";

    public static async Task<Gateway> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var gateway = new Gateway(app);
        app.MapPost("/sms", (Delegate)gateway.Take);
        await app.StartAsync();
        return gateway;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> Take(HttpContext context)
    {
        if (context.Request.ContentLength is null) return Results.StatusCode(StatusCodes.Status411LengthRequired);
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        Posts.Enqueue((context.Request.Headers["Idempotency-Key"].ToString(), body));
        if (Status is { } status) return Results.StatusCode(status);
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        return Results.Empty;
    }
}
