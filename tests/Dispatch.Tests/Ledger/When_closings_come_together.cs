using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Ledger;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Ledger;

/// <summary>While one closing is entered, news of others come, in any order.</summary>
[OnBothDatabases]
public sealed class When_closings_come_together : LedgerSpec
{
    private const int Many = 300;
    private readonly HeldSave hold = new(rows => rows.Of<InboxRow>().Any(row => row.Consumer == nameof(Bookkeeper)));

    protected override void Also(IServiceCollection services) => services.Intercept(hold);

    /// <summary>Seen red with a transaction for each, and with the entries in the order of coming.</summary>
    [Test]
    public async Task They_are_entered_in_one_transaction_in_the_order_in_which_they_were_closed()
    {
        var news = await Closed("first", "a", "b", "c");
        await All(news[0], news[3], news[1], news[2]);
        Assert.That(hold.Count, Is.EqualTo(2), "the first by itself, and those that came meanwhile");
        Assert.That(await Sources(), Is.EqualTo(Orders("first", "a", "b", "c")));
        await AreRight(4);
    }

    /// <summary>Seen red with the failure of one told to all.</summary>
    [Test]
    public async Task One_that_can_not_be_entered_fails_by_itself()
    {
        var (news, lost) = (await Closed("first"), await News(new Contracts.OrderClosed { OrderId = OrderId.For("nobody's").Value, Occasion = 1, Outcome = nameof(Outcome.Solved) }));
        var later = await Closed("a");
        hold.Begin();
        var (first, bad, good) = (Enter(news[0]), Enter(lost), Enter(later[0]));
        hold.End();
        await Task.WhenAll(first, good);
        Assert.That(async () => await bad, Throws.InvalidOperationException);
        Assert.That(await Sources(), Is.EqualTo(Orders("first", "a")));
        await AreRight(2);
    }

    [Test]
    public async Task One_that_comes_twice_is_entered_once()
    {
        var news = await Closed("first", "a", "b");
        await All(news[0], news[2], news[1], news[0], news[2]);
        Assert.That(await Sources(), Is.EquivalentTo(Orders("first", "a", "b")));
        await AreRight(3);
    }

    /// <summary>Seen red with all three looking for what is due: the ledger's key refused it, and each had to go by itself.</summary>
    [Test]
    public async Task An_order_that_was_closed_and_opened_and_closed_again_is_counted_once()
    {
        var first = await Closed("first");
        var order = await Unheard("a", [.. Solved(Wang), Reopened, Visited(Li), Confirmed(Outcome.Solved)]);
        var (closed, opened, again) = (await News(ClosedNews(order)), await News(ReopenedNews(order)), await News(ClosedNews(order, 2)));
        await All(first[0], again, opened, closed);
        Assert.That(hold.Count, Is.EqualTo(2), "the first by itself, and those that came meanwhile");
        await AreRight(2);
    }

    /// <summary>Between them are more messages than are looked back from the last. Seen red without a look from the first.</summary>
    [Test]
    public async Task One_that_was_closed_before_the_first_of_them_goes_first()
    {
        var news = await Closed("first", "overtaken", "a");
        await Service.Db(db =>
        {
            for (var n = 0; n < Many; n++) db.Publish(new Contracts.ExpertChanged { ExpertId = Li.Value }, Service.Monday);
            foreach (var row in db.Appending.Of<OutboxRow>()) row.SentAt = Service.Monday;
            return db.SaveChangesAsync();
        });
        var last = await Closed("b");
        await All(news[0], last[0], news[2]);
        Assert.That(await Sources(), Is.EqualTo(Orders("first", "overtaken", "a", "b")));
        await AreRight(4);
    }

    /// <summary>What a restored database knows nothing of any more goes by itself.</summary>
    [Test]
    public async Task One_that_the_outbox_does_not_know_is_entered_too()
    {
        var news = await Closed("first", "a");
        var order = await Unheard("b", Solved(Li));
        await All(news[0], new Countable(Guid.CreateVersion7(), ClosedNews(order)), news[1]);
        Assert.That(await Sources(), Is.EquivalentTo(Orders("first", "a", "b")));
        await AreRight(3);
    }

    private static IEnumerable<Guid> Orders(params string[] keys) => keys.Select(key => OrderId.For(key).Value);

    /// <summary>Orders that are solved, in this order, with news of it that nobody has heard yet.</summary>
    private async Task<List<Countable>> Closed(params string[] keys)
    {
        var news = new List<Countable>();
        foreach (var key in keys) news.Add(await News(ClosedNews(await Unheard(key, Solved(Wang)))));
        return news;
    }

    private async Task<Countable> News(object message) => new(await Sent(message), message);

    private Task Enter(Countable news) => Service.Get<BooksAtHand>().Enter(news, default);

    private Task All(params Countable[] news)
    {
        hold.Begin();
        var all = news.Select(Enter).ToList();
        hold.End();
        return Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(1));
    }

    private async Task<IEnumerable<Guid>> Sources() => (await Entries()).Select(entry => entry.Source);

    private async Task AreRight(int solved)
    {
        Assert.That(await Total(EntryKind.ProblemSolved), Is.EqualTo(solved));
        Assert.That((await Findings()).Select(finding => finding.In("en")), Is.Empty);
    }
}
