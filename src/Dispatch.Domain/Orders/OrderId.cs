namespace Dispatch.Domain.Orders;

public readonly record struct OrderId(Guid Value)
{
    /// <summary>The id of the order that was sent under this idempotency key.</summary>
    public static OrderId For(string idempotencyKey) => new(NamedId.For("order", idempotencyKey));

    public override string ToString() => Value.ToString();
}

public readonly record struct OfferId(Guid Value)
{
    /// <summary>The id of the n-th offer ever made for a seat.</summary>
    public static OfferId For(OrderId order, int seat, int number) =>
        new(NamedId.For("offer", order.ToString(), $"{seat}", $"{number}"));

    public override string ToString() => Value.ToString();
}
