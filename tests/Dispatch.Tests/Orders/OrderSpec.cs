using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Orders;

/// <summary>A situation of one order: <c>Given(Triaged(), OfferedTo(Wang)).When(DeclinedBy(Wang))</c>.</summary>
public abstract class OrderSpec
{
    private protected Story Story { get; private set; } = null!;

    private protected Order Order => Story.Order;

    private protected State State => Order.State;

    private protected Refusal? Refused => Story.Refused;

    private protected Story Given(params Line[] lines) => (Story = new Story()).Given(lines);

    private protected Story Given(Order order, params Line[] lines) => (Story = new Story(order)).Given(lines);

    private protected Seat Seat(int number) => Order.Seats.Single(seat => seat.Number == number);

    /// <summary>Whether an offer to the expert would be refused because they have said no.</summary>
    private protected bool IsNeverAskedAgain(ExpertId expert) => Order.RefusedBy.Contains(expert);
}
