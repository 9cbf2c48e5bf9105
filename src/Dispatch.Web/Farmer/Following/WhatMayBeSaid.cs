using Dispatch.Domain.Orders;

namespace Dispatch.Web.Farmer.Following;

/// <summary>Which of a farmer's acts the life of an order takes now: the forms that its page shows. Whether it is taken is for the order to say.</summary>
public sealed record WhatMayBeSaid(bool Cancel, bool Confirm, bool Reopen)
{
    public static WhatMayBeSaid Of(Order order, Limits limits, DateTimeOffset now)
    {
        var inTime = order.State != State.Closed || order.MergedInto is not null || now <= order.ClosedAt + limits.Reopening;
        return new WhatMayBeSaid(
            Cancel: Life.Takes<Cancelled>(order.State),
            Confirm: Life.Takes<Confirmed>(order.State) && inTime && order.Outcome is (null or Outcome.Unconfirmed),
            Reopen: Life.Takes<Reopened>(order.State) && inTime);
    }
}
