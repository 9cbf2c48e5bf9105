using System.Collections.Concurrent;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Http;

/// <summary>The first answer to a request that carried an Idempotency-Key.</summary>
public sealed class KeptAnswer
{
    public required string Key { get; init; }

    /// <summary>Who asked for what: the machine, the actor, the method, and the path with its query.</summary>
    public required string Route { get; init; }

    /// <summary>What was sent, see <see cref="SentBody"/>.</summary>
    public required string Sent { get; init; }

    public required int Status { get; init; }

    public string? ContentType { get; init; }

    public string? Location { get; init; }

    public required byte[] Body { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class KeptAnswerTable : IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<KeptAnswer> builder)
    {
        builder.ToTable("idempotency").HasKey(answer => new { answer.Key, answer.Route });
        builder.HasIndex(answer => answer.At);
    }
}

/// <summary>Marks an endpoint whose answers are not kept: it changes nothing, and what it gives out is not to lie about.</summary>
public sealed class NeverKept;

/// <summary>
/// Gives the first answer again to a POST or PUT that is sent again under the same Idempotency-Key. Only answers that
/// had an effect (2xx) are kept: what was refused changed nothing, and may be right the next time. This is a courtesy
/// to callers; that nothing happens twice is guarded by each act's own key, also when the process dies in between.
/// </summary>
public sealed class Idempotency(RequestDelegate next, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Idempotency> log)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private static readonly Compiled<Func<DispatchDb, string, string, CancellationToken, Task<KeptAnswer?>>> First = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, string key, string route, CancellationToken stop) => db.Set<KeptAnswer>().AsNoTracking().FirstOrDefault(answer => answer.Key == key && answer.Route == route)));

    private readonly ConcurrentDictionary<(string Key, string Route), SemaphoreSlim> underWay = new();
    private int kept;

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!(HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method)) || !request.Path.StartsWithSegments("/api/v1") || IdempotencyKey.Sent(context) is not { } key || context.GetEndpoint()?.Metadata.GetMetadata<NeverKept>() is not null)
        {
            await next(context);
            return;
        }
        var route = $"{context.User.Identity?.Name}: {request.Headers[Caller.Header]} {request.Method} {request.Path}{request.QueryString}";
        var turn = underWay.GetOrAdd((key, route), _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(context.RequestAborted);
        try
        {
            await Answer(context, key, route);
        }
        finally
        {
            // A twin that waits here holds the semaphore it got; a later one makes a new one and finds the kept answer.
            underWay.TryRemove((key, route), out _);
            turn.Release();
        }
    }

    private async Task Answer(HttpContext context, string key, string route)
    {
        context.Request.EnableBuffering();
        var sent = await SentBody.Hash(context.Request, context.RequestAborted);
        if (await Find(key, route, context.RequestAborted) is not { } first) await Ask(context, key, route, sent);
        else if (first.Sent == sent) await GiveAgain(context.Response, first);
        else await Problems.KeyReused(context).ExecuteAsync(context);
    }

    private async Task<KeptAnswer?> Find(string key, string route, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        return await First.On(db)(db, key, route, stop);
    }

    private async Task Ask(HttpContext context, string key, string route, string sent)
    {
        var response = context.Response;
        var outside = response.Body;
        using var body = new MemoryStream();
        response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = outside;
        }
        var answer = new KeptAnswer { Key = key, Route = route, Sent = sent, Status = response.StatusCode, ContentType = response.ContentType, Location = response.Headers.Location, Body = body.ToArray(), At = clock.GetUtcNow() };
        if (answer.Status is >= 200 and < 300) await Keep(answer);
        if (answer.Body.Length > 0) await outside.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>The act is done and will be answered, whether or not the answer can be kept.</summary>
    private async Task Keep(KeptAnswer answer)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
            db.Add(answer);
            await db.SaveChangesAsync();
            if (Interlocked.Increment(ref kept) % 256 == 1) await db.Set<KeptAnswer>().Where(old => old.At < answer.At - Kept).ExecuteDeleteAsync();
        }
        catch (Exception failure) when (Passing.IsPassing(failure) || failure is DbUpdateException)
        {
            log.LogWarning(Passing.Whole(failure), "The answer to {Route} could not be kept for its Idempotency-Key ({Why}).", answer.Route, Passing.Why(failure));
        }
    }

    private static async Task GiveAgain(HttpResponse response, KeptAnswer first)
    {
        response.StatusCode = first.Status;
        response.ContentType = first.ContentType;
        if (first.Location is not null) response.Headers.Location = first.Location;
        if (first.Body.Length > 0) await response.Body.WriteAsync(first.Body, response.HttpContext.RequestAborted);
    }
}
