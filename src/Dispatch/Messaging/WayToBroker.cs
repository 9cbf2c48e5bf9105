using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Dispatch.Messaging;

/// <summary>
/// Finds the node that the bus connects to, and sees first whether it lets the service in: a broker that has lost its disks knows
/// nobody until its user is made again, and where it refuses a login MassTransit gives each queue up for good (decision 41).
/// </summary>
internal sealed class WayToBroker(BusSettings settings)
{
    private string? refusal;

    /// <summary>Why the broker did not let the service in when it last answered; null where it did.</summary>
    public string? Refusal => Volatile.Read(ref refusal);

    /// <exception cref="RabbitMqConnectionException">There is none; why.</exception>
    public async Task Find(ConnectionFactory connections)
    {
        try
        {
            await using var trial = await settings.ConnectAsync(CancellationToken.None);
            var node = trial.Endpoint;
            // MassTransit's own cluster tries one node a time, and knows one name for the certificates of all.
            connections.EndpointResolverFactory = _ => new DefaultEndpointResolver([node]);
            Volatile.Write(ref refusal, null);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            var why = failure.GetBaseException().Message;
            if (IsRefusal(failure)) Volatile.Write(ref refusal, why);
            // With a refused login anywhere within it would not be tried again.
            throw new RabbitMqConnectionException(why, new IOException(why));
        }
    }

    /// <summary>Whether the broker answered, and lets nobody in by this user, password or virtual host.</summary>
    internal static bool IsRefusal(Exception? failure) => failure switch
    {
        null => false,
        AuthenticationFailureException => true,
        OperationInterruptedException { ShutdownReason.ReplyCode: Constants.AccessRefused or Constants.NotAllowed } => true,
        _ => IsRefusal(failure.InnerException),
    };
}
