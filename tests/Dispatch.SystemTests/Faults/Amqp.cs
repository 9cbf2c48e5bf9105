namespace Dispatch.SystemTests.Faults;

/// <summary>Methods of AMQP 0-9-1, by class and number, as they stand on the way.</summary>
internal static class Amqp
{
    public static readonly byte[] ExchangeDeclare = [0, 40, 0, 10], BasicPublish = [0, 60, 0, 40];
}
