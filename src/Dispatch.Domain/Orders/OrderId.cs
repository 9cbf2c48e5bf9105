namespace Dispatch.Domain.Orders;

public readonly record struct OrderId(Guid Value)
{
    /// <summary>The id of the order that was sent under this name: by whom, and under which idempotency key.</summary>
    public static OrderId For(string name) => new(NamedId.For("order", name));

    public override string ToString() => Value.ToString();
}

public readonly record struct OfferId(Guid Value)
{
    /// <summary>The id of the n-th offer ever made for a seat.</summary>
    public static OfferId For(OrderId order, int seat, int number) =>
        new(NamedId.For("offer", order.ToString(), $"{seat}", $"{number}"));

    public override string ToString() => Value.ToString();
}
