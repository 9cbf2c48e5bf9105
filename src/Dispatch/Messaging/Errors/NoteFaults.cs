using System.Text.Json;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Messaging.Errors;

/// <summary>Keeps in the database what failed on the embedded transport, whose own error queues are memory.</summary>
internal sealed class NoteFaults(IServiceScopeFactory scopes, StopLimit limit, TimeProvider clock, ILogger<NoteFaults> log) : IReceiveObserver
{
    /// <summary>Said once all retries are over. What the stop broke off did not fail: the next life does it.</summary>
    public async Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        if (limit.HasBrokenOff(context, exception)) return;
        var failed = new ErrorRow
        {
            MessageId = context.MessageId ?? Guid.CreateVersion7(),
            Consumer = consumerType[(consumerType.LastIndexOf('.') + 1)..],
            Type = typeof(T).Name,
            Body = JsonSerializer.Serialize(context.Message, StoredJson.Options),
            Why = "",
            At = clock.GetUtcNow(),
        };
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
            await db.Transact(() => Note(db, failed, exception), CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.LogError(failure, "{Consumer} failed on {Message}, and that could not be noted; it is sent again at the next start.", failed.Consumer, failed.MessageId);
        }
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    private static async Task<bool> Note(DispatchDb db, ErrorRow failed, Exception exception)
    {
        await ErrorRow.Note(db, failed, exception, CancellationToken.None);
        return true;
    }
}
