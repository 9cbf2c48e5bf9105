using Dispatch.Domain.Orders;

namespace Dispatch.Orders;

/// <summary>The seats that count against somebody's capacity.</summary>
public static class HeldSeats
{
    /// <summary>Asked for, taken, or being worked on.</summary>
    public static IQueryable<Seat> Held(this IQueryable<Seat> seats) =>
        seats.Where(seat => seat.State == SeatState.Offered || seat.State == SeatState.Accepted || seat.State == SeatState.Arrived);
}
