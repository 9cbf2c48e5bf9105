using Dispatch.Messaging.Errors;
using Dispatch.Watching;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Dispatch.Messaging;

/// <summary>The bus: MassTransit in memory, or over RabbitMQ with quorum queues and publisher confirms.</summary>
public static class MessagingSetup
{
    /// <summary>With pauses of up to ten seconds, about a quarter of an hour; RabbitMQ takes a message back from a consumer after half an hour.</summary>
    private const int Tries = 100;

    /// <summary>More of a queue would only stand in line with those who call, each with a connection: on SQLite one writes at a time, and after hail on PostgreSQL the last of a hundred callers waited 12 s beside sixteen and 6 s beside four, with as many orders a second.</summary>
    private const int AtOnce = 4;

    /// <summary>What is at hand keeps them busy, and may change places.</summary>
    private const int AtHand = 16;

    /// <summary>Ends the names of this process's own queues.</summary>
    private static readonly string Process = Guid.CreateVersion7().ToString("N");

    public static IServiceCollection AddMessaging(this IServiceCollection services, BusSettings settings, Subscriptions subscriptions)
    {
        services.AddSingleton(settings).AddSingleton(subscriptions).AddSingleton<OutboxSignal>().AddSingleton(typeof(Together<,>));
        services.AddSingleton(provider => new StopLimit(provider.GetService<IHostApplicationLifetime>(), settings));
        services.AddSingleton(provider => new Traffic(subscriptions, provider.GetRequiredService<StopLimit>()));
        services.AddReceiveObserver(provider => provider.GetRequiredService<Traffic>());
        services.AddErrorQueues(settings);
        services.AddOptions<MassTransitHostOptions>().Configure(options => (options.WaitUntilStarted, options.StopTimeout, options.ConsumerStopTimeout) = (settings.Embedded, settings.StopWithin, settings.ConsumersStopWithin));
        services.AddMassTransit(bus =>
        {
            // MassTransit reports its use to its vendor unless told not to.
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            bus.ConfigureHealthCheckOptions(options => options.MinimalFailureStatus = HealthStatus.Degraded);
            foreach (var subscription in subscriptions.In(settings.Role)) Add(bus, subscription, settings);
            bus.AddConfigureEndpointsCallback((context, _, endpoint) => endpoint.UseFilter(ActivatorUtilities.CreateInstance<GiveBack>(context)));
            bus.AddConfigureEndpointsCallback((context, _, endpoint) => OrderInHand.BeginWithMessages(context, endpoint));
            bus.AddConfigureEndpointsCallback((_, name, endpoint) => Endpoint(settings, subscriptions.Durable.FirstOrDefault(one => one.QueueWith(settings.Prefix) == name), endpoint));
            if (settings.Embedded) bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
            else UseRabbit(bus, settings, subscriptions);
        });
        services.AddWork<ForgetHandled>(settings.Role);
        if (!settings.Embedded) services.AddSingleton<WayToBroker>().AddHostedService<WatchBroker>();
        return services.AddSingleton<Publishing>().AddHostedService<Relay>();
    }

    private static void AddErrorQueues(this IServiceCollection services, BusSettings settings)
    {
        services.AddScoped<ErrorQueues>().AddScoped<ErrorQueue, NotedErrors>();
        if (settings.Embedded) services.AddSingleton<NoteFaults>().AddReceiveObserver(provider => provider.GetRequiredService<NoteFaults>());
        else services.AddSingleton<MissingQueues>().AddScoped<ErrorQueue, BrokerErrors>();
    }

    private static void Add(IBusRegistrationConfigurator bus, Subscription subscription, BusSettings settings)
    {
        var consumer = bus.AddConsumer(subscription.Consumer);
        consumer.Endpoint(endpoint =>
        {
            endpoint.Name = subscription.QueueWith(settings.Prefix);
            (endpoint.ConcurrentMessageLimit, endpoint.PrefetchCount) = (subscription.AtOnce ?? AtOnce, AtHand);
            if (subscription.Hearing != Hearing.EveryProcess) return;
            endpoint.Temporary = true;
            endpoint.InstanceId = Process;
        });
    }

    private static void UseRabbit(IBusRegistrationConfigurator bus, BusSettings settings, Subscriptions subscriptions) =>
        bus.UsingRabbitMq((context, rabbit) =>
        {
            rabbit.Host(settings.Nodes[0], host =>
            {
                host.Heartbeat(BusSettings.Heartbeat);
                host.OnRefreshConnectionFactory = new RefreshConnectionFactoryCallback(context.GetRequiredService<WayToBroker>().Find);
            });
            var prefix = settings.Prefix;
            if (prefix.Length > 0) rabbit.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(rabbit.MessageTopology.EntityNameFormatter, prefix + "-"));
            Queues.OpenErrorQueues(rabbit);
            Queues.DeclaredByPublishers(rabbit, subscriptions, prefix);
            rabbit.ConfigureEndpoints(context);
        });

    private static void Endpoint(BusSettings settings, Subscription? durable, IReceiveEndpointConfigurator endpoint)
    {
        // Nobody listens for MassTransit's own Fault messages; whoever runs the service looks into the error queues.
        endpoint.PublishFaults = false;
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.ConfigureChannel(channel => channel.UseFilter(new DeclareInTurn()));
            if (durable is not null)
            {
                durable.Declare(rabbit);
                rabbit.PurgeOnStartup = settings.Afresh;
            }
        }
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Passing.IsPassing);
            retry.Exponential(Tries, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100));
        });
    }
}
