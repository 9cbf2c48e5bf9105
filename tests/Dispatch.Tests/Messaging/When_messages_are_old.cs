using Dispatch.Contracts;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Messaging;

public sealed class When_messages_are_old
{
    private Service service = null!;
    private List<Guid> old = null!;

    [SetUp]
    public async Task Order()
    {
        service = await Service.StartAsync();
        await service.Settle(Langshan.Expert("E1"));
        await service.Ordered();
        await service.Quiet();
        await OrderDesk.Until(async () => await service.Db(db => db.Set<OutboxRow>().AllAsync(row => row.SentAt != null)));
        old = await service.Db(db => db.Set<OutboxRow>().Select(row => row.MessageId).ToListAsync());
    }

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    // Two weeks later offers have lapsed as well: only the messages of that Monday are looked at, whoever forgot them first.

    [Test]
    public async Task They_are_kept_for_two_weeks()
    {
        service.Clock.Advance(TimeSpan.FromDays(13));
        Assert.That(await service.Get<ForgetHandled>().Forget(default), Is.Zero);
        Assert.That(await Remembered(), Has.Count.EqualTo(old.Count));
    }

    [Test]
    public async Task Then_they_are_forgotten_with_their_notes()
    {
        service.Clock.Advance(TimeSpan.FromDays(15));
        await service.Get<ForgetHandled>().Forget(default);
        Assert.That(await Remembered(), Is.Empty);
        Assert.That(await service.Db(db => db.Set<InboxRow>().CountAsync(seen => old.Contains(seen.MessageId))), Is.Zero);
    }

    [Test]
    public async Task But_not_one_that_a_consumer_has_not_noted()
    {
        await service.Db(db => db.Set<InboxRow>().Where(seen => seen.Consumer == "TriageOrder").ExecuteDeleteAsync());
        service.Clock.Advance(TimeSpan.FromDays(15));
        await service.Get<ForgetHandled>().Forget(default);
        Assert.That((await Remembered()).Select(row => row.Type), Is.EqualTo(new[] { "OrderSubmitted" }));
    }

    [Test]
    public async Task What_nobody_notes_is_forgotten_as_well()
    {
        var posted = await Sent(nameof(LedgerPosted));
        service.Clock.Advance(TimeSpan.FromDays(15));
        await service.Get<ForgetHandled>().Forget(default);
        Assert.That(await service.Db(db => db.Set<OutboxRow>().AnyAsync(row => row.MessageId == posted)), Is.False);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_failed_is_forgotten_once_it_was_sent_again_and_not_while_it_waits_for_a_person(bool replayed)
    {
        var failed = await Sent(nameof(LedgerPosted));
        await service.Save(new ErrorRow { MessageId = failed, Consumer = ErrorRow.Outbox, Type = nameof(LedgerPosted), Body = "{}", Why = "", At = Service.Monday, ReplayedAt = replayed ? Service.Monday : null });
        service.Clock.Advance(TimeSpan.FromDays(15));
        await service.Get<ForgetHandled>().Forget(default);
        Assert.That(
            (await service.Db(db => db.Set<ErrorRow>().AnyAsync()), await service.Db(db => db.Set<OutboxRow>().AnyAsync(row => row.MessageId == failed))),
            Is.EqualTo((!replayed, !replayed)));
    }

    private async Task<Guid> Sent(string type)
    {
        var row = new OutboxRow { MessageId = Guid.CreateVersion7(), Type = type, Body = """{"sequence":1,"kind":"LectureHeld","quantity":1}""", At = Service.Monday, SentAt = Service.Monday };
        await service.Save(row);
        return row.MessageId;
    }

    private Task<List<OutboxRow>> Remembered() => service.Db(db => db.Set<OutboxRow>().Where(row => old.Contains(row.MessageId)).ToListAsync());
}
