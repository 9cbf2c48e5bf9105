using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;

namespace Dispatch.Domain.Orders;

/// <summary>
/// One closing of an order, as it was then; never changed. It holds while the order is closed and has not been closed
/// again since; an order that was reopened keeps its earlier closings as what they were.
/// </summary>
public sealed class Closing
{
    public required OrderId Order { get; init; }

    /// <summary>Which closing of the order it is, from 1.</summary>
    public required int Occasion { get; init; }

    public required Outcome Outcome { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor By { get; init; }

    /// <summary>What was said at closing.</summary>
    public string? Words { get; init; }

    public StationId? Station { get; init; }

    public string? TownCode { get; init; }

    /// <summary>Who had reported by then: their seats are emptied when the order is reopened.</summary>
    public IReadOnlyList<ExpertId> Experts { get; init; } = [];

    /// <summary>The closing that an order has just come to by this fact.</summary>
    public static Closing Of(Order order, Fact fact) => new()
    {
        Order = order.Id,
        Occasion = order.Closings,
        Outcome = order.Outcome ?? throw new ArgumentException($"Order {order.Id} is not closed.", nameof(order)),
        At = fact.At,
        By = fact.By,
        Words = fact.Why,
        Station = order.Station,
        TownCode = order.TownCode,
        Experts = [.. order.Seats.Where(seat => seat.State == SeatState.Reported).Select(seat => seat.Expert).OfType<ExpertId>()],
    };
}
