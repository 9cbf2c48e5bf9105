using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Persistence;

/// <summary>SQLite has one writer; within the process they queue for it.</summary>
public sealed class When_somebody_writes
{
    private Service service = null!;

    [SetUp]
    public async Task Start() => service = await Service.StartAsync(settings => settings.DatabasePatience = TimeSpan.FromSeconds(2));

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    /// <summary>Seen red with a turn for every transaction: the writer waited for the reader until its patience was over.</summary>
    [Test]
    public async Task Who_only_reads_holds_nobody_up()
    {
        await service.Db(async db =>
        {
            await using var moment = await db.SnapshotAsync(default);
            var before = await db.Set<Domain.Experts.Expert>().CountAsync();
            await service.Save(Langshan.Expert("E1"));
            Assert.That(await db.Set<Domain.Experts.Expert>().CountAsync(), Is.EqualTo(before), "and reads on as of its moment");
            return true;
        });
    }

    /// <summary>Seen red with the turn kept when the transaction can't begin.</summary>
    [Test]
    public async Task Who_could_not_begin_leaves_the_turn_to_the_next()
    {
        await using var other = await service.Elsewhere();
        await using (await other.Database.BeginTransactionAsync())
            Assert.That(() => service.Save(Langshan.Expert("E1")), Throws.Exception);
        await service.Save(Langshan.Expert("E1"));
    }

    /// <summary>Seen red with the turn kept when a guard refuses.</summary>
    [Test]
    public async Task Whom_a_guard_refuses_leaves_the_turn_to_the_next()
    {
        await service.Save(Langshan.Expert("E1"));
        Assert.That(() => service.Save(Langshan.Expert("E1")), Throws.InstanceOf<DbUpdateException>());
        await service.Save(Langshan.Expert("E2"));
    }
}
