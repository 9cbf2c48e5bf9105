using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Ledger;

/// <summary>The broker has handed both messages over, and the later one is the quicker.</summary>
[OnBothDatabases]
public sealed class When_one_closing_overtakes_another : LedgerSpec
{
    /// <summary>Seen red without a look into the outbox: the entries stood in the order of arrival, another one on each transport.</summary>
    [Test]
    public async Task The_chain_keeps_the_order_in_which_they_were_closed()
    {
        var (first, second) = (await Unheard("a", Solved(Wang)), await Unheard("b", Solved(Li)));
        var (slow, quick) = (await Sent(ClosedNews(first)), await Sent(ClosedNews(second)));
        await Say(ClosedNews(second), quick);
        await Say(ClosedNews(first), slow);

        Assert.That((await Entries()).Select(entry => entry.Source), Is.EqualTo(new[] { first.Id.Value, second.Id.Value }));
        Assert.That(await Findings(), Is.Empty);
    }

    /// <summary>Seen red when the failure of the earlier one was the later one's too.</summary>
    [Test]
    public async Task One_that_cannot_be_entered_keeps_no_other_from_it()
    {
        var second = await Unheard("b", Solved(Li));
        var lost = await Sent(new Contracts.OrderClosed { OrderId = OrderId.For("nobody's").Value, Occasion = 1, Outcome = nameof(Outcome.Solved) });
        await Say(ClosedNews(second), await Sent(ClosedNews(second)));

        Assert.That((await Entries()).Select(entry => entry.Source), Is.EqualTo(new[] { second.Id.Value }));
        Assert.That(await Service.Db(db => db.Set<InboxRow>().AnyAsync(row => row.MessageId == lost)), Is.False, "it fails when it comes itself");
    }
}
