using Dispatch.Contracts;
using Dispatch.Messaging;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Ledger;

/// <summary>Hears of what is counted.</summary>
internal sealed class Bookkeeper(BooksAtHand books)
    : IConsumer<OrderClosed>, IConsumer<OrderReopened>, IConsumer<LectureHeld>, IConsumer<PairingVisitHeld>
{
    public Task Consume(ConsumeContext<OrderClosed> context) => Enter(context);

    public Task Consume(ConsumeContext<OrderReopened> context) => Enter(context);

    public Task Consume(ConsumeContext<LectureHeld> context) => Enter(context);

    public Task Consume(ConsumeContext<PairingVisitHeld> context) => Enter(context);

    private Task Enter<T>(ConsumeContext<T> context)
        where T : class => books.Enter(new Countable(Inbox.IdOf(context), context.Message), context.CancellationToken);
}

/// <summary>A message about something that is counted.</summary>
internal readonly record struct Countable(Guid Id, object Message);

/// <summary>Enters together what is at hand.</summary>
internal sealed class BooksAtHand
{
    private readonly IServiceScopeFactory scopes;
    private readonly Gathering<Countable> gathering;

    public BooksAtHand(IServiceScopeFactory scopes, IWriters writers)
    {
        this.scopes = scopes;
        gathering = new(Enter, writers.ApproachAsync);
    }

    public Task Enter(Countable one, CancellationToken stop) => gathering.Serve(one, stop, stop);

    private async Task Enter(IReadOnlyList<Countable> news, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bookkeeping = scope.ServiceProvider.GetRequiredService<Bookkeeping>();
        if (news is [var alone]) await bookkeeping.Enter(alone, stop);
        else await bookkeeping.Enter(news, stop);
    }
}
