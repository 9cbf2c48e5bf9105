using Dispatch.Messaging.Errors;
using Dispatch.Watching;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dispatch.Messaging;

/// <summary>Which transport carries the messages.</summary>
/// <param name="Uri">An amqp:// or amqps:// address; null for the embedded transport.</param>
/// <param name="Poll">How long the relay waits for news before it looks by itself.</param>
/// <param name="Prefix">Before the names of queues and exchanges; empty for none.</param>
/// <param name="Afresh">Whether the queues are emptied at the start.</param>
public sealed record BusSettings(Uri? Uri, TimeSpan Poll, string Prefix = "", bool Afresh = false)
{
    public bool Embedded => Uri is null;

    /// <exception cref="BadSetting">Neither empty, "memory" nor an amqp address.</exception>
    public static BusSettings Parse(string? bus) =>
        bus is null or "" or "memory" ? new BusSettings(null, TimeSpan.FromSeconds(1))
        : Uri.TryCreate(bus, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps" && uri.Host.Length > 0 ? new BusSettings(uri, TimeSpan.FromSeconds(1))
        : throw new BadSetting("Dispatch:Bus", bus, "memory, or amqp://user:password@host:port/vhost");

    internal static BusSettings Of(Settings settings) => Parse(settings.Bus) with { Prefix = settings.QueuePrefix, Afresh = settings.QueuesAfresh };
}

/// <summary>The bus: MassTransit in memory, or over RabbitMQ with quorum queues and publisher confirms.</summary>
public static class MessagingSetup
{
    /// <summary>With pauses of up to ten seconds, about a quarter of an hour; RabbitMQ takes a message back from a consumer after half an hour.</summary>
    private const int Tries = 100;

    /// <summary>RabbitMQ 4 drops what it has delivered 20 times, and whoever looks at an error queue counts; MassTransit gives the error queue the same arguments. No number means "never" to every version.</summary>
    private const int DeliveryLimit = 1_000_000;

    /// <summary>Ends the names of this process's own queues.</summary>
    private static readonly string Process = Guid.CreateVersion7().ToString("N");

    public static IServiceCollection AddMessaging(this IServiceCollection services, BusSettings settings, Subscriptions subscriptions)
    {
        services.AddSingleton(settings).AddSingleton(subscriptions).AddSingleton<Traffic>().AddSingleton<OutboxSignal>();
        services.AddReceiveObserver(provider => provider.GetRequiredService<Traffic>());
        services.AddErrorQueues(settings);
        services.AddOptions<MassTransitHostOptions>().Configure(options => options.WaitUntilStarted = settings.Embedded);
        services.AddMassTransit(bus =>
        {
            // MassTransit reports its use to its vendor unless told not to.
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            bus.ConfigureHealthCheckOptions(options => options.MinimalFailureStatus = HealthStatus.Degraded);
            foreach (var subscription in subscriptions.All) Add(bus, subscription, settings);
            bus.AddConfigureEndpointsCallback((context, _, endpoint) => OrderInHand.BeginWithMessages(context, endpoint));
            bus.AddConfigureEndpointsCallback((_, name, endpoint) => Endpoint(settings, name, endpoint));
            if (settings.Uri is { } uri) UseRabbit(bus, uri, settings.Prefix);
            else bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });
        services.AddSingleton<ForgetHandled>().AddHostedService(provider => provider.GetRequiredService<ForgetHandled>());
        if (!settings.Embedded) services.AddHostedService<WatchBroker>();
        return services.AddSingleton<Publishing>().AddHostedService<Relay>();
    }

    private static void AddErrorQueues(this IServiceCollection services, BusSettings settings)
    {
        services.AddScoped<ErrorQueues>().AddScoped<ErrorQueue, NotedErrors>();
        if (settings.Embedded) services.AddSingleton<NoteFaults>().AddReceiveObserver(provider => provider.GetRequiredService<NoteFaults>());
        else services.AddScoped<ErrorQueue, BrokerErrors>();
    }

    private static void Add(IBusRegistrationConfigurator bus, Subscription subscription, BusSettings settings)
    {
        var consumer = bus.AddConsumer(subscription.Consumer);
        consumer.Endpoint(endpoint =>
        {
            endpoint.Name = subscription.QueueWith(settings.Prefix);
            // Who takes one at a time needs no more at hand than keep it busy; what is at hand may change places.
            if (subscription.AtOnce is { } limit) (endpoint.ConcurrentMessageLimit, endpoint.PrefetchCount) = (limit, 16 * limit);
            if (subscription.Hearing != Hearing.EveryProcess) return;
            endpoint.Temporary = true;
            endpoint.InstanceId = Process;
        });
    }

    private static void UseRabbit(IBusRegistrationConfigurator bus, Uri uri, string prefix) =>
        bus.UsingRabbitMq((context, rabbit) =>
        {
            rabbit.Host(uri);
            if (prefix.Length > 0) rabbit.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(rabbit.MessageTopology.EntityNameFormatter, prefix + "-"));
            rabbit.ConfigureEndpoints(context);
        });

    private static void Endpoint(BusSettings settings, string name, IReceiveEndpointConfigurator endpoint)
    {
        // Nobody listens for MassTransit's own Fault messages; whoever runs the service looks into the error queues.
        endpoint.PublishFaults = false;
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit && !name.EndsWith(Process, StringComparison.OrdinalIgnoreCase))
        {
            rabbit.SetQuorumQueue();
            rabbit.SetQueueArgument("x-delivery-limit", DeliveryLimit);
            rabbit.PurgeOnStartup = settings.Afresh;
        }
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Passing.IsPassing);
            retry.Exponential(Tries, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100));
        });
    }
}
