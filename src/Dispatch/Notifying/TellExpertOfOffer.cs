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

    private static readonly Compiled<Func<DispatchDb, List<OfferId>, IAsyncEnumerable<Offer>>> OpenOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<OfferId> ids) => db.Set<Offer>().AsNoTracking().Where(offer => ids.Contains(offer.Id) && offer.State == OfferState.Open)));

    private static readonly Compiled<Func<DispatchDb, List<ExpertId>, IAsyncEnumerable<Expert>>> ExpertsOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<ExpertId> ids) => db.Set<Expert>().AsNoTracking().Where(expert => ids.Contains(expert.Id))));

    public static string Consumer => nameof(TellExpertOfOffer);

    public async Task Handle(IReadOnlyList<Came<OfferMade>> messages, DateTimeOffset now, CancellationToken stop)
    {
        var inTime = messages.Where(came => came.Message.AnswerBy >= now).ToList();
        var offers = await OpenOf.On(db)(db, [.. inTime.Select(came => new OfferId(came.Message.OfferId))]).ToDictionaryAsync(offer => offer.Id.Value, cancellationToken: stop);
        var open = inTime.Where(came => offers.ContainsKey(came.Message.OfferId)).ToList();
        if (open.Count == 0) return;
        var orders = await telling.Orders(open.Select(came => came.Message.OrderId), stop);
        var experts = await ExpertsOf.On(db)(db, [.. offers.Values.Select(offer => offer.Expert).Distinct()]).ToDictionaryAsync(expert => expert.Id, cancellationToken: stop);
        foreach (var came in open)
            if (orders.GetValueOrDefault(came.Message.OrderId) is { } order && offers[came.Message.OfferId] is var offer) came.Flow.Do(() => Ask(new News(came.Id, now), order, offer, experts[offer.Expert]));
    }

    public void Written() => telling.Wake();

    private void Ask(News news, Order order, Offer offer, Expert expert)
    {
        OrderInHand.Is(order);
        telling.Expert(news, order, expert, Template.OfferAsked, Text, offer.AnswerBy);

        string Text(string language) =>
            NoticeTexts.In(language, Template.OfferAsked, order.Tracking, Short(order.Difficulty), Time(language, offer.AnswerBy))
            + (order.PlannedFor is { } planned ? NoticeTexts.In(language, "OfferAsked.Planned", Time(language, planned)) : "");
    }

    private string Time(string language, DateTimeOffset at) => NoticeTexts.Time(language, at, limits.FieldHours.Zone);

    private static string Short(string words) => words.Length <= Excerpt ? words : words[..Excerpt] + "…";
}
