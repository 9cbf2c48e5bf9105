using MassTransit;

namespace Dispatch.Messaging;

/// <summary>How queues are declared on a broker: in the same way by all who do, because it refuses whoever says otherwise.</summary>
internal static class Queues
{
    /// <summary>RabbitMQ 4 drops what it has delivered 20 times, and whoever looks at an error queue counts; MassTransit gives the error queue the same arguments. No number means "never" to every version.</summary>
    private const int DeliveryLimit = 1_000_000;

    private const string OneActive = "x-single-active-consumer";

    /// <summary>No number of replicas is named: the broker puts one on each node of three.</summary>
    public static void Declare(this Subscription subscription, IRabbitMqQueueConfigurator queue)
    {
        queue.SetQuorumQueue();
        queue.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        if (subscription.Hearing == Hearing.OneProcess) queue.SetQueueArgument(OneActive, true);
    }

    /// <summary>MassTransit gives a queue's arguments to its error queue; of that one whoever looks is the consumer, by basic.get, which the broker then refuses.</summary>
    public static void OpenErrorQueues(IRabbitMqBusFactoryConfigurator rabbit)
    {
        rabbit.SendTopology.ConfigureErrorSettings = queue => queue.SetQueueArgument(OneActive, (object)null!);
        rabbit.SendTopology.ConfigureDeadLetterSettings = queue => queue.SetQueueArgument(OneActive, (object)null!);
    }

    /// <summary>
    /// A broker confirms also what no queue is bound to, and then drops it. So whoever publishes declares who hears: on a new
    /// broker, or after an upgrade, messages wait for the first process that handles them.
    /// </summary>
    public static void DeclaredByPublishers(IRabbitMqBusFactoryConfigurator rabbit, Subscriptions subscriptions, string prefix)
    {
        foreach (var contract in subscriptions.Durable.SelectMany(subscription => subscription.Contracts).Distinct())
            typeof(Queues).GetMethod(nameof(Declared), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(Subscriptions.ContractNamed(contract)).Invoke(null, [rabbit, subscriptions.Durable.Where(subscription => subscription.Hears(contract)), prefix]);
    }

    private static void Declared<T>(IRabbitMqBusFactoryConfigurator rabbit, IEnumerable<Subscription> hearing, string prefix)
        where T : class
    {
        foreach (var subscription in hearing)
            rabbit.Publish<T>(contract => contract.BindQueue(contract.Exchange.ExchangeName, subscription.QueueWith(prefix), subscription.Declare));
    }
}
