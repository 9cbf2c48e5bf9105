using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Notifying;

public abstract class NotifyingSpec
{
    private protected Town Town { get; private set; } = null!;

    private protected OrderId Order { get; set; }

    /// <summary>Monday, as the clock stands: 09:00 in Linhe.</summary>
    private protected static DateTimeOffset At(int day, int hour, int minute = 0) => new(2026, 6, day, hour, minute, 0, TimeSpan.FromHours(8));

    [SetUp]
    public async Task OpenTown() => Town = await Town.Open();

    [TearDown]
    public async Task CloseTown() => await Town.DisposeAsync();
}
