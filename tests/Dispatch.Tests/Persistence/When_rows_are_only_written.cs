using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Persistence;

/// <summary>Rows that go with a save, and that nobody watches.</summary>
[OnBothDatabases]
public sealed class When_rows_are_only_written : ServiceSpec
{
    private static readonly OrderId Id = OrderId.For("an order");

    [Test]
    public async Task They_are_there_as_they_were_given()
    {
        var row = Step(3, ExpertId.For("E1"), "虫口'\"$1");
        await Service.Db(db => Saved(db, Langshan.Expert("E1"), row));

        var found = await Service.Db(db => db.Set<HistoryRow>().SingleAsync(step => step.Order == Id));
        Assert.That(
            (found.Version, found.At, found.By, found.Fact, found.To, found.Expert, found.Why),
            Is.EqualTo((row.Version, row.At, row.By, row.Fact, row.To, row.Expert, row.Why)));
    }

    [Test]
    public async Task They_need_no_other_row_to_go_with()
    {
        await Service.Db(db => Saved(db, null, Step(1)));
        Assert.That(await Versions(), Is.EqualTo(new[] { 1 }));
    }

    /// <summary>Seen red where they were written when the save was over.</summary>
    [Test]
    public async Task Where_one_is_refused_nothing_of_the_save_is_there()
    {
        await Service.Db(db => Saved(db, null, Step(1)));
        var refused = Assert.ThrowsAsync<DbUpdateException>(() => Service.Db(db => Saved(db, Langshan.Expert("E1"), Step(2), News(), Step(1), Step(3))));

        Assert.That(Guards.Broken(refused!), Is.EqualTo(Guard.HistoryOnce));
        Assert.That((await Versions(), await Experts()), Is.EqualTo((new[] { 1 }, 0)));
    }

    [Test]
    public async Task Where_the_save_is_refused_they_are_not_there()
    {
        await Service.Save(Langshan.Expert("E1"));
        Assert.ThrowsAsync<DbUpdateException>(() => Service.Db(db => Saved(db, Langshan.Expert("E1"), Step(1))));
        Assert.That(await Versions(), Is.Empty);
    }

    /// <summary>Seen red with the turn kept by who has only such rows and is refused.</summary>
    [Test]
    public async Task Who_is_refused_leaves_the_turn_to_the_next()
    {
        await Service.Db(db => Saved(db, null, Step(1)));
        Assert.ThrowsAsync<DbUpdateException>(() => Service.Db(db => Saved(db, null, Step(1))));
        await Service.Db(db => Saved(db, null, Step(2)));
        Assert.That(await Versions(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task Within_a_transaction_they_go_with_each_save_and_with_its_end([Values] bool ends)
    {
        await Service.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Saved(db, Langshan.Expert("E1"), Step(1));
            Assert.That(await db.Set<HistoryRow>().CountAsync(step => step.Order == Id), Is.EqualTo(1));
            db.Forget();
            await Saved(db, null, Step(2));
            if (ends) await transaction.CommitAsync();
            return true;
        });
        Assert.That(await Versions(), Is.EqualTo(ends ? new[] { 1, 2 } : []));
    }

    /// <summary>Seen red without a savepoint: the expert was written on SQLite, and PostgreSQL took nothing any more.</summary>
    [Test]
    public async Task Within_a_transaction_a_save_that_is_refused_leaves_what_was_saved_before_it_and_nothing_of_its_own()
    {
        await Service.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Saved(db, null, Step(1));
            Assert.ThrowsAsync<DbUpdateException>(() => Saved(db, Langshan.Expert("E1"), Step(2), Step(1)));
            db.Forget();
            await Saved(db, null, Step(3));
            await transaction.CommitAsync();
            return true;
        });
        Assert.That((await Versions(), await Experts()), Is.EqualTo((new[] { 1, 3 }, 0)));
    }

    /// <summary>Seen red where they were left to the next save, and to the next act of a context that is used again.</summary>
    [Test]
    public async Task What_is_forgotten_or_not_saved_is_not_written_later()
    {
        await Service.Db(db =>
        {
            db.Append(Step(1));
            db.Forget();
            return Saved(db, null, Step(2));
        });
        await Service.Db(db =>
        {
            db.Append(Step(3));
            return Task.FromResult(true);
        });
        await Service.Db(db => Saved(db, null, Step(4)));
        Assert.That(await Versions(), Is.EqualTo(new[] { 2, 4 }));
    }

    [Test]
    public async Task What_the_database_numbers_has_its_number()
    {
        var news = new[] { News(), News(), News() };
        await Service.Db(db => Saved(db, Langshan.Expert("E1"), news[0], Step(1), news[1], news[2]));

        var stored = await Service.Db(db => db.Set<OutboxRow>().ToDictionaryAsync(row => row.MessageId, row => row.Sequence));
        Assert.That(news.Select(row => row.Sequence), Is.EqualTo(news.Select(row => stored[row.MessageId])).And.Ordered.And.Unique);
    }

    [Test]
    public async Task A_context_that_could_not_write_them_says_so()
    {
        await using var bare = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").Options);
        bare.Append(Step(1));
        Assert.That(() => bare.SaveChangesAsync(), Throws.InvalidOperationException);
    }

    private static async Task<bool> Saved(DispatchDb db, object? tracked, params object[] rows)
    {
        if (tracked is not null) db.Add(tracked);
        foreach (var row in rows) db.Append(row);
        await db.SaveChangesAsync();
        return true;
    }

    private static HistoryRow Step(int version, ExpertId? expert = null, string? why = null) =>
        new() { Order = Id, Version = version, At = Service.Monday, By = new Actor(Role.Clerk, "王芳"), Fact = "Chosen", To = State.Offered, Expert = expert, Why = why };

    private static OutboxRow News() => new() { MessageId = Guid.CreateVersion7(), Type = nameof(Contracts.ExpertChanged), Body = "{}", At = Service.Monday, SentAt = Service.Monday };

    private Task<int[]> Versions() => Service.Db(db => db.Set<HistoryRow>().Where(step => step.Order == Id).Select(step => step.Version).Order().ToArrayAsync());

    private Task<int> Experts() => Service.Db(db => db.Set<Expert>().CountAsync());
}
