using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Dispatch.Messaging;

/// <summary>
/// Declares a consumer's queue, exchanges and bindings one after another. Of those who wait for each other within RabbitMQ.Client
/// one waits for ever where the connection breaks meanwhile, and the consumer does not come back (decision 40).
/// </summary>
internal sealed class DeclareInTurn : IFilter<ChannelContext>
{
    public Task Send(ChannelContext context, IPipe<ChannelContext> next) => next.Send(new InTurn(context));

    public void Probe(ProbeContext context) => context.CreateFilterScope("declareInTurn");

    private sealed class InTurn(ChannelContext channel) : SharedChannelContext(channel, channel.CancellationToken), ChannelContext
    {
        private readonly Lock gate = new();
        private Task last = Task.CompletedTask;

        Task ChannelContext.ExchangeDeclare(string exchange, string type, bool durable, bool autoDelete, IDictionary<string, object> arguments, CancellationToken cancellationToken) =>
            AfterLast(() => ExchangeDeclare(exchange, type, durable, autoDelete, arguments, cancellationToken));

        Task ChannelContext.ExchangeBind(string destination, string source, string routingKey, IDictionary<string, object> arguments, CancellationToken cancellationToken) =>
            AfterLast(() => ExchangeBind(destination, source, routingKey, arguments, cancellationToken));

        Task ChannelContext.QueueBind(string queue, string exchange, string routingKey, IDictionary<string, object> arguments, CancellationToken cancellationToken) =>
            AfterLast(() => QueueBind(queue, exchange, routingKey, arguments, cancellationToken));

        async Task<QueueDeclareOk> ChannelContext.QueueDeclare(string queue, bool durable, bool exclusive, bool autoDelete, IDictionary<string, object> arguments, CancellationToken cancellationToken)
        {
            QueueDeclareOk? declared = null;
            await AfterLast(async () => declared = await QueueDeclare(queue, durable, exclusive, autoDelete, arguments, cancellationToken));
            return declared!;
        }

        private Task AfterLast(Func<Task> ask)
        {
            lock (gate) return last = Then(last, ask);
        }

        private static async Task Then(Task before, Func<Task> ask)
        {
            // How it went is told to who asked for it.
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ask();
        }
    }
}
