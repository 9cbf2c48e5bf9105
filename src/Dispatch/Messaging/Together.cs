using Dispatch.Persistence;
using Dispatch.Watching;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Messaging;

/// <summary>A message that is at hand.</summary>
/// <param name="Id">By which the inbox knows it.</param>
/// <param name="Message">What it says.</param>
/// <param name="Flow">What is done for it alone is done there.</param>
public sealed record Came<TMessage>(Guid Id, TMessage Message, Flow Flow);

/// <summary>What a consumer does for all messages that are at hand.</summary>
public interface IHandleTogether<TMessage>
{
    /// <summary>The consumer's name in the inbox.</summary>
    static abstract string Consumer { get; }

    /// <summary>So long after the last handling began others are waited for, where messages come from a broker: where nobody waits for what is done here.</summary>
    static virtual TimeSpan Pause => TimeSpan.Zero;

    /// <summary>Works out what is to be written; saves nothing. After a lost race it is asked again.</summary>
    Task Handle(IReadOnlyList<Came<TMessage>> messages, DateTimeOffset now, CancellationToken stop);

    /// <summary>It has been written.</summary>
    void Written()
    {
    }
}

/// <summary>Handles the messages that a consumer has at hand in one transaction, each once however often it comes; one that comes by itself at once, unless its handler asks for a pause.</summary>
public sealed class Together<THandler, TMessage>
    where THandler : IHandleTogether<TMessage>
    where TMessage : class
{
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider clock;
    private readonly Gathering<Came<TMessage>> gathering;

    public Together(IServiceScopeFactory scopes, TimeProvider clock, BusSettings settings, IWriters writers)
    {
        (this.scopes, this.clock) = (scopes, clock);
        // A demonstration waits for all that a step led to before it takes the next.
        gathering = new(Handle, writers.ApproachAsync, settings.Embedded ? TimeSpan.Zero : THandler.Pause);
    }

    public Task Handle(ConsumeContext<TMessage> context) => Handle(new Came<TMessage>(Inbox.IdOf(context), context.Message, Flow.Here()), context.CancellationToken);

    internal Task Handle(Came<TMessage> message, CancellationToken stop) => gathering.Serve(message, stop, stop);

    private async Task Handle(IReadOnlyList<Came<TMessage>> messages, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, handler, now) = (scope.ServiceProvider.GetRequiredService<DispatchDb>(), scope.ServiceProvider.GetRequiredService<THandler>(), clock.GetUtcNow());
        await db.Once([.. messages.Select(message => message.Id)], THandler.Consumer, now, () => handler.Handle(messages, now, stop), stop);
        handler.Written();
    }
}
