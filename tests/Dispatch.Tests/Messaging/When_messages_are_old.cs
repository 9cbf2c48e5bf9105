using Dispatch.Contracts;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Messaging;

[OnBothDatabases(TakesLong = true)]
public sealed class When_messages_are_old : ServiceSpec
{
    private List<Guid> old = null!;

    [SetUp]
    public async Task Order()
    {
        await Service.Settle(Langshan.Expert("E1"));
        await Service.Ordered();
        await Service.Quiet();
        await OrderDesk.Until(async () => await Service.Db(db => db.Set<OutboxRow>().AllAsync(row => row.SentAt != null)));
        old = await Service.Db(db => db.Set<OutboxRow>().Select(row => row.MessageId).ToListAsync());
    }

    // Two weeks later offers have lapsed as well: only the messages of that Monday are looked at, whoever forgot them first.

    [Test]
    public async Task They_are_kept_for_two_weeks()
    {
        Service.Clock.Advance(TimeSpan.FromDays(13));
        Assert.That(await Service.Get<ForgetHandled>().Forget(default), Is.Zero);
        Assert.That(await Remembered(), Has.Count.EqualTo(old.Count));
    }

    [Test]
    public async Task Then_they_are_forgotten_with_their_notes()
    {
        Service.Clock.Advance(TimeSpan.FromDays(15));
        await Service.Get<ForgetHandled>().Forget(default);
        Assert.That(await Remembered(), Is.Empty);
        Assert.That(await Service.Db(db => db.Set<InboxRow>().CountAsync(seen => old.Contains(seen.MessageId))), Is.Zero);
    }

    [Test]
    public async Task But_not_one_that_a_consumer_has_not_noted()
    {
        await Service.Db(db => db.Set<InboxRow>().Where(seen => seen.Consumer == "TriageOrder").ExecuteDeleteAsync());
        Service.Clock.Advance(TimeSpan.FromDays(15));
        await Service.Get<ForgetHandled>().Forget(default);
        Assert.That((await Remembered()).Select(row => row.Type), Is.EqualTo(new[] { "OrderSubmitted" }));
    }

    [Test]
    public async Task What_nobody_notes_is_forgotten_as_well()
    {
        var posted = await Sent(nameof(LedgerPosted));
        Service.Clock.Advance(TimeSpan.FromDays(15));
        await Service.Get<ForgetHandled>().Forget(default);
        Assert.That(await Service.Db(db => db.Set<OutboxRow>().AnyAsync(row => row.MessageId == posted)), Is.False);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_failed_is_forgotten_once_it_was_sent_again_and_not_while_it_waits_for_a_person(bool replayed)
    {
        var failed = await Sent(nameof(LedgerPosted));
        await Service.Save(new ErrorRow { MessageId = failed, Consumer = ErrorRow.Outbox, Type = nameof(LedgerPosted), Body = "{}", Why = "", At = Service.Monday, ReplayedAt = replayed ? Service.Monday : null });
        Service.Clock.Advance(TimeSpan.FromDays(15));
        await Service.Get<ForgetHandled>().Forget(default);
        Assert.That(
            (await Service.Db(db => db.Set<ErrorRow>().AnyAsync()), await Service.Db(db => db.Set<OutboxRow>().AnyAsync(row => row.MessageId == failed))),
            Is.EqualTo((!replayed, !replayed)));
    }

    private async Task<Guid> Sent(string type)
    {
        var row = new OutboxRow { MessageId = Guid.CreateVersion7(), Type = type, Body = """{"sequence":1,"kind":"LectureHeld","quantity":1}""", At = Service.Monday, SentAt = Service.Monday };
        await Service.Save(row);
        return row.MessageId;
    }

    private Task<List<OutboxRow>> Remembered() => Service.Db(db => db.Set<OutboxRow>().Where(row => old.Contains(row.MessageId)).ToListAsync());
}
