using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Notifying;

/// <summary>The expert is asked, and until when to answer; not about an offer that is over already.</summary>
internal sealed class TellExpertOfOffer(Telling telling, DispatchDb db, Limits limits) : IConsumer<OfferMade>
{
    private const int Excerpt = 60;

    private static readonly Compiled<Func<DispatchDb, OfferId, CancellationToken, Task<Offer?>>> OfferOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, OfferId id, CancellationToken stop) => db.Set<Offer>().AsNoTracking().FirstOrDefault(offer => offer.Id == id)));

    private static readonly Compiled<Func<DispatchDb, ExpertId, CancellationToken, Task<Expert>>> ExpertOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, ExpertId id, CancellationToken stop) => db.Set<Expert>().AsNoTracking().First(expert => expert.Id == id)));

    public Task Consume(ConsumeContext<OfferMade> context) =>
        telling.Once(context, nameof(TellExpertOfOffer), news => Ask(news, context.Message, context.CancellationToken));

    private async Task Ask(News news, OfferMade made, CancellationToken stop)
    {
        if (made.AnswerBy < news.At || await OfferOf.On(db)(db, new OfferId(made.OfferId), stop) is not { State: OfferState.Open } offer) return;
        if (await telling.Order(made.OrderId, stop) is not { } order) return;
        var expert = await ExpertOf.On(db)(db, offer.Expert, stop);
        telling.Expert(news, order, expert, Template.OfferAsked, Text, offer.AnswerBy);

        string Text(string language) =>
            NoticeTexts.In(language, Template.OfferAsked, order.Tracking, Short(order.Difficulty), Time(language, offer.AnswerBy))
            + (order.PlannedFor is { } planned ? NoticeTexts.In(language, "OfferAsked.Planned", Time(language, planned)) : "");
    }

    private string Time(string language, DateTimeOffset at) => NoticeTexts.Time(language, at, limits.FieldHours.Zone);

    private static string Short(string words) => words.Length <= Excerpt ? words : words[..Excerpt] + "…";
}
