namespace Dispatch.SystemTests.Faults;

public static class Ticks
{
    /// <returns>False when it is time to go home.</returns>
    public static async Task<bool> Next(this PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
