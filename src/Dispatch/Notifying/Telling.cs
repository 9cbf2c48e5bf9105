using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Watching;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Notifying;

/// <summary>What a notice answers, a message or another notice, and when that is handled.</summary>
public readonly record struct News(Guid Message, DateTimeOffset At);

/// <summary>What has not gone out yet.</summary>
public sealed record Ahead(string Template, ExpertId? Expert, Delivery Delivery);

/// <summary>Writes down who is told what, in the transaction of the message; the sending is elsewhere and later.</summary>
public sealed class Telling(DispatchDb db, Sinks sinks, Disturbing disturbing, TimeProvider clock)
{
    private static readonly Compiled<Func<DispatchDb, OrderId, CancellationToken, Task<Order?>>> Alone = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, OrderId id, CancellationToken stop) => db.Set<Order>().AsNoTracking().IgnoreAutoIncludes().FirstOrDefault(order => order.Id == id)));

    private static readonly Compiled<Func<DispatchDb, List<OrderId>, IAsyncEnumerable<Order>>> AllAlone = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<OrderId> ids) => db.Set<Order>().AsNoTracking().IgnoreAutoIncludes().Where(order => ids.Contains(order.Id))));

    private static readonly Compiled<Func<DispatchDb, OrderId, CancellationToken, Task<Order?>>> WithSeats = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, OrderId id, CancellationToken stop) => db.Set<Order>().AsNoTracking().AsSingleQuery().FirstOrDefault(order => order.Id == id)));

    private static readonly Compiled<Func<DispatchDb, OrderId, int?, Domain.Orders.State, CancellationToken, Task<bool>>> WasElsewhere = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, OrderId id, int? since, Domain.Orders.State state, CancellationToken stop) => db.Set<HistoryRow>().Any(row => row.Order == id && row.Version > since && row.To != state)));

    private static readonly Compiled<Func<DispatchDb, OrderId, IAsyncEnumerable<Ahead>>> AheadOf = new(() => EF.CompileAsyncQuery((DispatchDb db, OrderId id) =>
        from notice in db.Set<Notice>()
        where notice.Order == id
        from delivery in notice.Deliveries
        where delivery.State == DeliveryState.Pending
        select new Ahead(notice.Template, notice.Expert, delivery)));

    /// <summary>Handles a message once, then wakes the senders.</summary>
    public async Task Once<TMessage>(ConsumeContext<TMessage> context, string consumer, Func<News, Task> act)
        where TMessage : class
    {
        var now = clock.GetUtcNow();
        await db.Once(context, consumer, now, () => act(new News(context.MessageId!.Value, now)));
        Wake();
    }

    /// <summary>There is something to send.</summary>
    public void Wake() => sinks.Wake();

    /// <summary>The order by itself, without its seats and offers: most of what is told needs neither.</summary>
    public async Task<Order?> Order(Guid id, CancellationToken stop) => OrderInHand.Is(await Alone.On(db)(db, new OrderId(id), stop));

    /// <summary>The same for many. A flow of work is about none of them yet.</summary>
    public async Task<IReadOnlyDictionary<Guid, Order>> Orders(IEnumerable<Guid> ids, CancellationToken stop) =>
        await AllAlone.On(db)(db, [.. ids.Select(id => new OrderId(id))]).ToDictionaryAsync(order => order.Id.Value, cancellationToken: stop);

    public async Task<Order?> OrderWithSeats(Guid id, CancellationToken stop) => OrderInHand.Is(await WithSeats.On(db)(db, new OrderId(id), stop));

    /// <summary>Whether the order has left the state it is in and come back to it since this version: later news tell of that.</summary>
    public async Task<bool> HasComeBack(Order order, int? since, CancellationToken stop) =>
        since < order.Version && await WasElsewhere.On(db)(db, order.Id, since, order.State, stop);

    public void Farmer(News news, Order order, string template, Func<string, string> text)
    {
        var urgent = order.Urgency == Urgency.Urgent;
        var language = NoticeTexts.Language(order.Language);
        Add(new Notice
        {
            Id = IdOf(news, order.FarmerPhone),
            Order = order.Id,
            Tracking = order.Tracking,
            To = Role.Farmer,
            Phone = order.FarmerPhone,
            Template = template,
            Language = language,
            Text = text(language),
            Urgent = urgent,
            At = news.At,
            DueAt = disturbing.Farmer(news.At, urgent),
        });
    }

    /// <summary>Somebody who is enrolled for a lecture, while it is not over. In which language they read nobody has said.</summary>
    public void Enrolled(News news, Lecture lecture, string phone, string template, Func<string, string> text) => Add(new Notice
    {
        Id = IdOf(news, phone),
        Lecture = lecture.Id,
        To = Role.Farmer,
        Phone = phone,
        Template = template,
        Language = NoticeTexts.Chinese,
        Text = text(NoticeTexts.Chinese),
        UsefulUntil = lecture.StartsAt + lecture.Duration,
        At = news.At,
        DueAt = disturbing.Farmer(news.At, urgent: false),
    });

    /// <summary>Somebody who was to hold a lecture, while it is not over.</summary>
    public void Lecturer(News news, Lecture lecture, Expert expert, string template, Func<string, string> text)
    {
        var (language, over) = (NoticeTexts.Language(expert.Languages), lecture.StartsAt + lecture.Duration);
        Add(new Notice
        {
            Id = IdOf(news, expert.Id.ToString()),
            Lecture = lecture.Id,
            To = Role.Expert,
            Phone = expert.Phone,
            Expert = expert.Id,
            Template = template,
            Language = language,
            Text = text(language),
            UsefulUntil = over,
            At = news.At,
            DueAt = disturbing.Expert(news.At, expert, over),
        });
    }

    public void Expert(News news, Order order, Expert expert, string template, Func<string, string> text, DateTimeOffset? usefulUntil = null)
    {
        var language = NoticeTexts.Language(expert.Languages);
        Add(new Notice
        {
            Id = IdOf(news, expert.Id.ToString()),
            Order = order.Id,
            Tracking = order.Tracking,
            To = Role.Expert,
            Phone = expert.Phone,
            Expert = expert.Id,
            Template = template,
            Language = language,
            Text = text(language),
            UsefulUntil = usefulUntil,
            At = news.At,
            DueAt = disturbing.Expert(news.At, expert, usefulUntil),
        });
    }

    /// <summary>The clerks of a station; the desk's page when there is none.</summary>
    public void Clerks(News news, Order order, Station? station, string template, string text)
    {
        var phones = station?.Clerks.Select(clerk => clerk.Phone).Distinct().ToList() ?? [];
        foreach (var phone in phones.DefaultIfEmpty<string?>(null))
            Add(new Notice
            {
                Id = IdOf(news, phone ?? "desk"),
                Order = order.Id,
                Tracking = order.Tracking,
                To = phone is null ? Role.Desk : Role.Clerk,
                Phone = phone,
                Station = station?.Id,
                Template = template,
                Language = NoticeTexts.Chinese,
                Text = text,
                At = news.At,
                DueAt = station is null ? news.At : disturbing.Clerk(news.At, station),
            });
    }

    /// <summary>Whether whose phone this is has been told that.</summary>
    public Task<bool> HasTold(News news, string phone, CancellationToken stop)
    {
        var id = IdOf(news, phone);
        return db.Set<Notice>().AnyAsync(notice => notice.Id == id, stop);
    }

    /// <summary>Takes back what has not gone out and is no longer true.</summary>
    public async Task Overtake(OrderId order, Func<Ahead, bool> which, CancellationToken stop)
    {
        await foreach (var ahead in AheadOf.On(db)(db, order).WithCancellation(stop))
            if (which(ahead)) ahead.Delivery.State = DeliveryState.Overtaken;
    }

    private static Guid IdOf(News news, string recipient) => NamedId.For("notice", news.Message.ToString(), recipient);

    private void Add(Notice notice)
    {
        db.Append(notice);
        if (notice.Phone is null) return;
        foreach (var sink in sinks.All) db.Append(new Delivery { Notice = notice.Id, Sink = sink.Name, DueAt = notice.DueAt });
    }
}
