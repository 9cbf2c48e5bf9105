using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Ledger;

[OnBothDatabases(TakesLong = true)]
public sealed class When_orders_are_closed : LedgerSpec
{
    [Test]
    public async Task A_confirmed_solution_is_counted_with_its_source()
    {
        var order = await Ordered("a", Solved(Wang));

        var entry = (await Entries()).Single();
        Assert.That(entry, Has.Property("Kind").EqualTo(EntryKind.ProblemSolved).And.Property("Source").EqualTo(order.Id.Value).And.Property("Occasion").EqualTo(1));
        Assert.That((entry.Quantity, entry.People, entry.TownCode, entry.Station), Is.EqualTo((1, 1, Town, (Domain.Stations.StationId?)Station)));
        Assert.That(entry.Experts.Select(share => share.Expert), Is.EqualTo(new[] { Wang }));
        Assert.That(await Findings(), Is.Empty);
    }

    [Test]
    public async Task The_same_message_twice_counts_once()
    {
        var order = await Unheard("a", Solved(Wang));
        var id = Guid.CreateVersion7();
        await Say(ClosedNews(order), id);
        await Say(ClosedNews(order), id);

        Assert.That(await Entries(), Has.Count.EqualTo(1));
        Assert.That(await Total(EntryKind.ProblemSolved), Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_news_under_another_id_counts_once()
    {
        var order = await Ordered("a", Solved(Wang));
        await Entries();
        await Say(ClosedNews(order));

        Assert.That(await Entries(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_closing_that_is_heard_of_after_the_reopening_is_not_counted()
    {
        var order = await Unheard("a", [.. Solved(Wang), Reopened]);
        await Say(ReopenedNews(order));
        await Say(ClosedNews(order));

        Assert.That(await Entries(), Is.Empty);
        Assert.That(await Findings(), Is.Empty);
    }

    [Test]
    public async Task A_second_closing_that_is_heard_of_before_the_first_is_the_one_that_counts()
    {
        var order = await Unheard("a", [.. Solved(Wang), Reopened, Visited(Li), Confirmed(Outcome.Solved)]);
        await Say(ClosedNews(order, 2));
        await Say(ReopenedNews(order));
        await Say(ClosedNews(order, 1));

        Assert.That((await Entries()).Select(entry => entry.Occasion), Is.EqualTo(new[] { 2 }));
        Assert.That(await Total(EntryKind.ProblemSolved, Dimension.Expert, Li.ToString()), Is.EqualTo(1));
        Assert.That(await Total(EntryKind.ProblemSolved, Dimension.Expert, Wang.ToString()), Is.Zero);
    }

    [Test]
    public async Task A_reopened_order_is_taken_back_by_an_entry_that_names_the_other()
    {
        await Ordered("a", Solved(Wang));
        await Entries();
        await Ordered("a", Reopened);

        var entries = await Entries();
        Assert.That(entries.Select(entry => (entry.Quantity, entry.People, entry.Reverses)), Is.EqualTo(new[] { (1, 1, (long?)null), (-1, -1, 1L) }));
        Assert.That(await Total(EntryKind.ProblemSolved), Is.Zero);
        Assert.That(await Findings(), Is.Empty);
    }

    /// <summary>What is published of a month must be mended in that month. Seen red when a reversal was dated by the day it was written.</summary>
    [Test]
    public async Task What_is_taken_back_is_taken_from_the_month_it_was_counted_in()
    {
        await Ordered("a", Solved(Wang));
        await Entries();
        var nextMonth = TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1);
        Service.Clock.Advance(nextMonth);
        await Ordered("a", ReopenedAfter(nextMonth));

        Assert.That((await Entries()).Select(entry => entry.HappenedAt.UtcTicks).Distinct(), Has.One.Items);
        Assert.That(await Service.Db(db => db.Set<Total>().AsNoTracking().Where(total => total.Kind == EntryKind.ProblemSolved).Select(total => total.Quantity).ToListAsync()), Has.All.Zero);
    }

    /// <summary>Late: the order is closed again, and that is heard of before the reopening. Seen red when what has been reversed was not looked at.</summary>
    [Test]
    public async Task A_reopening_that_is_heard_of_after_the_next_closing_takes_nothing_more_back()
    {
        var order = await Ordered("a", Solved(Wang));
        await Entries();
        order = await Unheard("a", Reopened, Visited(Li), Confirmed(Outcome.Solved));
        await Say(ClosedNews(order, 2));
        await Say(ReopenedNews(order, 1));

        Assert.That((await Entries()).Where(entry => entry.Reverses is null).Select(entry => entry.Occasion), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(await Total(EntryKind.ProblemSolved), Is.EqualTo(1));
        Assert.That(await Findings(), Is.Empty);
    }

    /// <summary>Promise 2. Seen red when what has been reversed was not looked at.</summary>
    [Test]
    public async Task A_reopening_that_is_heard_of_twice_takes_back_once()
    {
        var order = await Ordered("a", Solved(Wang));
        await Entries();
        await Ordered("a", Reopened);
        await Entries();
        var id = Guid.CreateVersion7();
        foreach (var message in new[] { id, id, Guid.CreateVersion7() }) await Say(ReopenedNews(order), message);

        Assert.That((await Entries()).Select(entry => entry.Quantity), Is.EqualTo(new[] { 1, -1 }));
        Assert.That(await Total(EntryKind.ProblemSolved), Is.Zero);
        Assert.That(await Findings(), Is.Empty);
    }

    [Test]
    public async Task Solved_reopened_and_solved_again_is_one_solved_problem()
    {
        await Ordered("a", Solved(Wang));
        await Entries();
        await Ordered("a", Reopened);
        await Entries();
        await Ordered("a", Visited(Li), Confirmed(Outcome.Solved));

        Assert.That(await Entries(), Has.Count.EqualTo(3));
        Assert.That(await Total(EntryKind.ProblemSolved), Is.EqualTo(1));
        Assert.That(await Total(EntryKind.ProblemSolved, Dimension.Expert, Wang.ToString()), Is.Zero);
        Assert.That(await Findings(), Is.Empty);
    }

    [Test]
    public async Task A_farmer_who_is_heard_late_still_counts()
    {
        await Ordered("a", Triaged(), Visited(Wang), Unconfirmed);
        Assert.That(await Entries(), Is.Empty);
        await Ordered("a", Confirmed(Outcome.Solved));

        Assert.That((await Entries()).Single().Occasion, Is.EqualTo(2));
    }

    [Test]
    public async Task What_is_partly_solved_not_solved_unconfirmed_or_cancelled_is_not_counted()
    {
        await Ordered("a", Triaged(), Visited(Wang), Confirmed(Outcome.PartlySolved));
        await Ordered("b", Triaged(), Visited(Wang), Confirmed(Outcome.NotSolved));
        await Ordered("c", Triaged(), Visited(Wang), Unconfirmed);
        await Ordered("d", Cancelled);

        Assert.That(await Entries(), Is.Empty);
    }

    [Test]
    public async Task A_remote_answer_is_a_consultation_and_nobody_s_visit()
    {
        await Ordered("a", Answered);

        var entry = (await Entries()).Single();
        Assert.That((entry.Kind, entry.Experts.Count), Is.EqualTo((EntryKind.ConsultationAnswered, 0)));
        Assert.That(await Total(EntryKind.ProblemSolved), Is.Zero);
    }

    [Test]
    public async Task A_team_s_work_counts_once_and_stands_in_each_member_s_account()
    {
        await Ordered("a", Solved(Wang, Li, Zhao));

        Assert.That(await Entries(), Has.Count.EqualTo(1));
        Assert.That(await Total(EntryKind.ProblemSolved), Is.EqualTo(1));
        Assert.That(await Total(EntryKind.ProblemSolved, Dimension.Town, Town), Is.EqualTo(1));
        Assert.That(await Total(EntryKind.ProblemSolved, Dimension.Station, Station.ToString()), Is.EqualTo(1));
        foreach (var expert in new[] { Wang, Li, Zhao }) Assert.That(await Total(EntryKind.ProblemSolved, Dimension.Expert, expert.ToString()), Is.EqualTo(1));
    }
}
