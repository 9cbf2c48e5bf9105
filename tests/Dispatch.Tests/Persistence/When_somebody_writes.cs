using System.Data.Common;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Persistence;

/// <summary>SQLite has one writer; within the process they queue for it.</summary>
[OnSqlite]
public sealed class When_somebody_writes : ServiceSpec
{
    private readonly Next next = new();

    protected override void Also(IServiceCollection services) => services.Intercept(next);

    /// <summary>Seen red with a turn for every transaction: the writer waited for the reader until its patience was over.</summary>
    protected override void Configure(Settings settings) => settings.DatabasePatience = TimeSpan.FromSeconds(2);

    [Test]
    public async Task Who_only_reads_holds_nobody_up()
    {
        await Service.Db(async db =>
        {
            await using var moment = await db.SnapshotAsync(default);
            var before = await db.Set<Expert>().CountAsync();
            await Service.Save(Langshan.Expert("E1"));
            Assert.That(await db.Set<Expert>().CountAsync(), Is.EqualTo(before), "and reads on as of its moment");
            return true;
        });
    }

    /// <summary>Seen red with the turn kept when the transaction can't begin.</summary>
    [Test]
    public async Task Who_could_not_begin_leaves_the_turn_to_the_next()
    {
        await using var other = await Service.Elsewhere();
        await using (await other.Database.BeginTransactionAsync())
            Assert.That(() => Service.Save(Langshan.Expert("E1")), Throws.Exception);
        await Service.Save(Langshan.Expert("E1"));
    }

    /// <summary>Seen red with the turn kept when a guard refuses.</summary>
    [Test]
    public async Task Whom_a_guard_refuses_leaves_the_turn_to_the_next()
    {
        await Service.Save(Langshan.Expert("E1"));
        Assert.That(() => Service.Save(Langshan.Expert("E1")), Throws.InstanceOf<DbUpdateException>());
        await Service.Save(Langshan.Expert("E2"));
    }

    /// <summary>SQLite tells a connection another number once somebody else has committed. Seen red with saves, and with other writes, by the connections of their contexts.</summary>
    [Test]
    public async Task All_write_through_one_connection_which_never_has_to_read_again()
    {
        var before = await WritersVersion();
        await Service.Save(Langshan.Expert("E1"));
        await Service.Db(async db =>
        {
            using var turn = await Service.Get<IWriters>().TurnAsync(db, default);
            return await db.Set<Expert>().ExecuteUpdateAsync(set => set.SetProperty(expert => expert.Name, "改名"));
        });
        Assert.That(await WritersVersion(), Is.EqualTo(before));
        Assert.That(await Service.Db(db => db.Set<Expert>().Select(expert => expert.Name).SingleAsync()), Is.EqualTo("改名"), "and everybody sees it");
    }

    /// <summary>Seen red with neither a roll-back nor the writer given up: it was not free.</summary>
    [Test]
    public async Task Whose_commit_fails_leaves_the_writer_to_the_next_and_nothing_behind()
    {
        await Service.Save(Seen);
        next.Comes = () => Service.Save(Langshan.Expert("E2"));
        Assert.That(
            () => Service.Db(db =>
            {
                db.Add(Langshan.Expert("E1"));
                // Written as the transaction commits.
                db.Append(Seen);
                return db.SaveChangesAsync();
            }),
            Throws.InstanceOf<DbUpdateException>());
        await next.Saved;
        Assert.That(await Service.Db(db => db.Set<Expert>().Select(expert => expert.Code).ToListAsync()), Is.EqualTo(new[] { "E2" }));
    }

    /// <summary>Seen red with the looking for changes left off after a save.</summary>
    [Test]
    public async Task Who_has_saved_sees_later_changes_as_before() => await Service.Db(async db =>
    {
        var expert = db.Add(Langshan.Expert("E1")).Entity;
        await db.SaveChangesAsync();
        expert.Name = "改名";
        Assert.That(db.ChangeTracker.HasChanges());
        return true;
    });

    /// <summary>Seen red with the looking for changes left off after a save.</summary>
    [Test]
    public async Task Whom_a_guard_refuses_sees_later_changes_as_before()
    {
        await Service.Save(Langshan.Expert("E1"));
        await Service.Db(async db =>
        {
            var refused = db.Add(Langshan.Expert("E1"));
            Assert.That(() => db.SaveChangesAsync(), Throws.InstanceOf<DbUpdateException>());
            refused.State = EntityState.Unchanged;
            refused.Entity.Name = "改名";
            Assert.That(db.ChangeTracker.HasChanges());
            return true;
        });
    }

    private static InboxRow Seen => new() { MessageId = OrderId.For("seen").Value, Consumer = "tests", At = Service.Monday };

    private Task<long> WritersVersion() => Service.Db(async db =>
    {
        using var turn = await Service.Get<IWriters>().TurnAsync(db, default);
        return await db.Database.SqlQueryRaw<long>("SELECT data_version AS Value FROM pragma_data_version").SingleAsync();
    });

    /// <summary>Who comes as a commit fails, and waits for the turn.</summary>
    private sealed class Next : DbTransactionInterceptor
    {
        public Func<Task>? Comes { get; set; }

        public Task Saved { get; private set; } = Task.CompletedTask;

        public override Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
        {
            if (Comes is not null) Saved = Comes();
            return Task.CompletedTask;
        }
    }
}
