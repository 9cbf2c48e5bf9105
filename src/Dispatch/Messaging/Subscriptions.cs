using System.Collections.Frozen;
using Dispatch.Contracts;
using Dispatch.Persistence;
using MassTransit;

namespace Dispatch.Messaging;

/// <summary>Which consumers hear which contract. Filled by the stages while the service is set up.</summary>
public sealed class Subscriptions
{
    private static readonly FrozenDictionary<string, Type> Contracts =
        typeof(OrderSubmitted).Assembly.GetExportedTypes().ToFrozenDictionary(type => type.Name);

    private readonly List<Subscription> all = [];

    public IReadOnlyList<Subscription> All => all;

    /// <summary>A consumer whose effect is in the database, guarded by the inbox; its queue is durable.</summary>
    public Subscriptions AddConsumer<T>()
        where T : class, IConsumer => Add(typeof(T), Hearing.Once);

    /// <summary>The same, where what is at hand is handled together, see <see cref="Gathering{T}"/>.</summary>
    public Subscriptions AddGathered<T>()
        where T : class, IConsumer => Add(typeof(T), Hearing.Once, Gathering.Most);

    /// <summary>A consumer of which a broker lets one process at a time hear, all it hears being prompts for work the database asks for anyway.</summary>
    public Subscriptions AddChosen<T>()
        where T : class, IConsumer => Add(typeof(T), Hearing.OneProcess);

    /// <summary>A consumer that keeps this process's memory fresh; every process has its own, and starts from the database.</summary>
    public Subscriptions AddListener<T>()
        where T : class, IConsumer => Add(typeof(T), Hearing.EveryProcess);

    /// <summary>How many queues get a copy of this contract.</summary>
    public int CopiesOf(string contract) => all.Count(subscription => subscription.Hears(contract));

    /// <summary>The consumers that note this contract in the inbox, by the name they use there.</summary>
    public IReadOnlyList<string> NotersOf(string contract) =>
        [.. all.Where(subscription => subscription.Hearing == Hearing.Once && subscription.Hears(contract)).Select(subscription => subscription.Consumer.Name)];

    /// <summary>Those whose consumers are in a process of this role.</summary>
    public IEnumerable<Subscription> In(ProcessRole role) => all.Where(subscription => role.Works() || subscription.Hearing == Hearing.EveryProcess);

    /// <summary>Those whose queues outlast a process.</summary>
    public IEnumerable<Subscription> Durable => all.Where(subscription => subscription.Hearing != Hearing.EveryProcess);

    /// <exception cref="KeyNotFoundException">No contract has this name.</exception>
    public static Type ContractNamed(string name) => Contracts[name];

    private Subscriptions Add(Type consumer, Hearing hearing, int? atOnce = null)
    {
        var heard = consumer.GetInterfaces()
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .Select(type => type.GetGenericArguments()[0].Name);
        all.Add(new Subscription(consumer, hearing, heard.ToFrozenSet(), atOnce));
        return this;
    }
}

/// <summary>How a consumer hears.</summary>
public enum Hearing
{
    /// <summary>From a durable queue, noted in the inbox.</summary>
    Once,
    /// <summary>From a durable queue that one process at a time hears, until it goes; not noted: what it prompts is in the database anyway.</summary>
    OneProcess,
    /// <summary>Every process from a queue of its own.</summary>
    EveryProcess,
}

/// <summary>One consumer and the contracts it hears; and how many messages a process lets it have in hand, where it is not as many as others.</summary>
public sealed record Subscription(Type Consumer, Hearing Hearing, FrozenSet<string> Contracts, int? AtOnce = null)
{
    public bool Hears(string contract) => Contracts.Contains(contract);

    /// <summary>The name of its queue on a broker: "triage-order", with the prefix before it.</summary>
    public string QueueWith(string prefix) => prefix.Length == 0 ? QueueOf(Consumer.Name) : $"{prefix}-{QueueOf(Consumer.Name)}";

    internal static string QueueOf(string consumer) => KebabCaseEndpointNameFormatter.Instance.SanitizeName(consumer);
}
