using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Persistence;

/// <summary>SQLite has one writer; within the process they queue for it.</summary>
[OnSqlite]
public sealed class When_somebody_writes : ServiceSpec
{
    /// <summary>Seen red with a turn for every transaction: the writer waited for the reader until its patience was over.</summary>
    protected override void Configure(Settings settings) => settings.DatabasePatience = TimeSpan.FromSeconds(2);

    [Test]
    public async Task Who_only_reads_holds_nobody_up()
    {
        await Service.Db(async db =>
        {
            await using var moment = await db.SnapshotAsync(default);
            var before = await db.Set<Domain.Experts.Expert>().CountAsync();
            await Service.Save(Langshan.Expert("E1"));
            Assert.That(await db.Set<Domain.Experts.Expert>().CountAsync(), Is.EqualTo(before), "and reads on as of its moment");
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
}
