using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Dispatch.Watching;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Notifying;

/// <summary>The expert is asked, and until when to answer; not about an offer that is over already.</summary>
internal sealed class TellExpertOfOffer(Together<TellExpertsOfOffers, OfferMade> together) : IConsumer<OfferMade>
{
    public Task Consume(ConsumeContext<OfferMade> context) => together.Handle(context);
}

/// <summary>Asks about all offers that are at hand.</summary>
internal sealed class TellExpertsOfOffers(Telling telling, DispatchDb db, Limits limits) : IHandleTogether<OfferMade>
{
    private const int Excerpt = 60;

    /// <summary>Also of those that are over: of so few that is seen here, and the server is not tempted to look through all that are open.</summary>
    private static readonly Compiled<Func<DispatchDb, List<OfferId>, IAsyncEnumerable<Asked>>> AskedBy = new(() => EF.CompileAsyncQuery((DispatchDb db, List<OfferId> ids) =>
        from offer in db.Set<Offer>().AsNoTracking()
        where ids.Contains(offer.Id)
        join order in db.Set<Order>().AsNoTracking().IgnoreAutoIncludes() on offer.Order equals order.Id
        join expert in db.Set<Expert>().AsNoTracking() on offer.Expert equals expert.Id
        select new Asked(offer, order, expert)));

    public static string Consumer => nameof(TellExpertOfOffer);

    public async Task Handle(IReadOnlyList<Came<OfferMade>> messages, DateTimeOffset now, CancellationToken stop)
    {
        var inTime = messages.Where(came => came.Message.AnswerBy >= now).ToList();
        var offers = await AskedBy.On(db)(db, [.. inTime.Select(came => new OfferId(came.Message.OfferId))]).ToDictionaryAsync(asked => asked.Offer.Id.Value, cancellationToken: stop);
        foreach (var came in inTime)
            if (offers.GetValueOrDefault(came.Message.OfferId) is { Offer.State: OfferState.Open } asked) came.Flow.Do(() => Ask(new News(came.Id, now), asked));
    }

    public void Written() => telling.Wake();

    private void Ask(News news, Asked asked)
    {
        var (offer, order, expert) = asked;
        OrderInHand.Is(order);
        telling.Expert(news, order, expert, Template.OfferAsked, Text, offer.AnswerBy);

        string Text(string language) =>
            NoticeTexts.In(language, Template.OfferAsked, order.Tracking, Short(order.Difficulty), Time(language, offer.AnswerBy))
            + (order.PlannedFor is { } planned ? NoticeTexts.In(language, "OfferAsked.Planned", Time(language, planned)) : "");
    }

    private string Time(string language, DateTimeOffset at) => NoticeTexts.Time(language, at, limits.FieldHours.Zone);

    private static string Short(string words) => words.Length <= Excerpt ? words : words[..Excerpt] + "…";

    private sealed record Asked(Offer Offer, Order Order, Expert Expert);
}
