using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Orders;

/// <summary>What every act on an order comes with: the tracking number in the address, who acts, and when.</summary>
public readonly record struct OrderAct(string Tracking, Caller Caller, HttpContext Context, OrderBook Book, OrderViews Views, TimeProvider Clock, CancellationToken Stop)
{
    public Actor By => Caller.Actor;

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Takes a fact on the order and answers with what has become of it, only that it was done where that is preferred, or why not.</summary>
    /// <param name="fact">What happened, once the order is known.</param>
    /// <param name="alongside">What else is written in the same transaction.</param>
    public async Task<IResult> Take(Func<Order, DateTimeOffset, Fact> fact, Action<Order>? alongside = null)
    {
        var now = Now;
        var answer = await Book.Act(Check.Tracking(Tracking), order => fact(order, now), Stop, alongside);
        if (Problems.WhyNot(Context, answer) is { } no) return no;
        return Prefer.IsMinimal(Context) ? Prefer.Done(Context) : Results.Ok(await Views.For(By, answer.Order!, Stop));
    }
}
