using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Matching;

/// <summary>How work lies on the experts, and which skills have too few of them; read from the rows, as of one moment.</summary>
public sealed class ReadLoad(DispatchDb db, KnownExperts experts)
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/load", Get)
        .WithName("readLoad").WithTags("Experts").WithSummary("How work lies on the experts, and skills with too few of them 专家负荷")
        .WithDescription("Demand and served seats are counted in whole months, up to now; without from, in the 30 days before the end.")
        .Produces<LoadView>().ProducesProblem(StatusCodes.Status400BadRequest);

    /// <param name="period">In which demand and served seats are counted; as of when.</param>
    /// <param name="language">Of the sentences.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<LoadView> Read(Period period, string language, CancellationToken stop)
    {
        await using var snapshot = await db.SnapshotAsync(stop);
        var roster = await experts.Roster(db, stop);
        var reported = db.Set<Visit>().Where(visit => visit.ReportedAt >= period.From && visit.ReportedAt < period.Before);
        var visits = await reported.GroupBy(visit => visit.Expert).Select(visits => new { visits.Key, Count = visits.Count() }).ToDictionaryAsync(visits => visits.Key, visits => visits.Count, stop);
        var skills = SkillDemand.Of(roster, await Asked(period, stop), await ServedSeats(reported, stop), period.Length);
        return new LoadView(
            period.Now, period.From, period.To,
            LoadOverExperts.Of(roster, who => who.OpenSeats), LoadOverExperts.Of(roster, Served),
            [.. Active(roster).Select(who => new ExpertLoad(who.Expert.Code, who.Expert.Name, who.OpenSeats, who.Expert.Capacity, who.Load, Served(who))).OrderByDescending(who => who.Load).ThenBy(who => who.Code, StringComparer.Ordinal)],
            skills, ShortageWords.In(language, skills), await LeftOut(roster, stop));

        int Served(Candidate who) => visits.GetValueOrDefault(who.Expert.Id);
    }

    private static async Task<IResult> Get(string? from, string? to, HttpContext context, ReadLoad load, Limits limits, TimeProvider clock, CancellationToken stop)
    {
        return Results.Ok(await load.Read(Period.Read(from, to, limits.FieldHours.Zone, clock.GetUtcNow()), Language.Of(context), stop));
    }

    private static List<Candidate> Active(Roster roster)
    {
        var active = new List<Candidate>();
        foreach (var candidate in roster.Candidates)
            if (candidate.Expert.Active) active.Add(candidate);
        return active;
    }

    private async Task<IReadOnlyList<string>> LeftOut(Roster roster, CancellationToken stop)
    {
        var all = await db.Set<Expert>().OrderBy(expert => expert.Code).Select(expert => new { expert.Id, expert.Code }).ToListAsync(stop);
        return [.. all.Where(expert => roster.Find(expert.Id) is null).Select(expert => expert.Code)];
    }

    /// <summary>What goes on under another is demand once, there.</summary>
    private async Task<List<SeatAsked>> Asked(Period period, CancellationToken stop)
    {
        var came = db.Set<Order>().IgnoreAutoIncludes().Where(order => order.SubmittedAt >= period.From && order.SubmittedAt < period.Before && order.Outcome != Outcome.Merged);
        var refusals = await came.Join(db.Set<Offer>().Refused(), order => order.Id, offer => offer.Order, (order, offer) => offer)
            .GroupBy(offer => new { offer.Order, offer.Seat }).Select(seat => new { seat.Key.Order, seat.Key.Seat, Count = seat.Count() })
            .ToDictionaryAsync(seat => (seat.Order, seat.Seat), seat => seat.Count, stop);
        var left = await LeftToClerks(came).ToHashSetAsync(stop);
        var seats = await db.Set<Order>().IgnoreAutoIncludes().Where(order => order.State != State.Closed || (order.SubmittedAt >= period.From && order.SubmittedAt < period.Before && order.Outcome != Outcome.Merged))
            .Join(db.Set<Seat>(), order => order.Id, seat => seat.Order, (order, seat) => new { order.SubmittedAt, Over = order.State == State.Closed, seat.Order, seat.Number, seat.Needs, seat.State }).ToListAsync(stop);
        return seats.ConvertAll(seat => new SeatAsked
        {
            Order = seat.Order,
            Needs = seat.Needs,
            CameIn = seat.SubmittedAt >= period.From && seat.SubmittedAt < period.Before,
            Waits = seat.State == SeatState.Open && !seat.Over,
            IsHeld = seat.State is SeatState.Offered or SeatState.Accepted or SeatState.Arrived && !seat.Over,
            Refusals = refusals.GetValueOrDefault((seat.Order, seat.Number)),
            LeftToClerk = left.Contains(seat.Order),
        });
    }

    /// <summary>Orders for which nobody could be asked, or nobody was found in time: matching, the last refusal or the limit of waiting gave them to a clerk.</summary>
    private IQueryable<OrderId> LeftToClerks(IQueryable<Order> came)
    {
        string[] refused = [nameof(Unmatched), nameof(Declined), nameof(Lapsed), nameof(HandedBack)];
        return from order in came
               join row in db.Set<HistoryRow>() on order.Id equals row.Order
               where row.To == State.NeedsClerk
               join before in db.Set<HistoryRow>() on new { row.Order, Version = row.Version - 1 } equals new { before.Order, before.Version }
               where row.Fact == nameof(WentOverdue) ? before.To == State.Waiting : refused.Contains(row.Fact) && before.To != State.NeedsClerk
               select order.Id;
    }

    /// <summary>What was needed, and how long the seat was its expert's: since the last offer of it that was accepted before the report.</summary>
    private async Task<List<SeatServed>> ServedSeats(IQueryable<Visit> reported, CancellationToken stop)
    {
        var visits = await (
            from visit in reported
            join offer in db.Set<Offer>() on new { visit.Order, visit.Expert } equals new { offer.Order, offer.Expert }
            where offer.State == OfferState.Accepted && offer.AnsweredAt <= visit.ReportedAt
            join seat in db.Set<Seat>() on new { offer.Order, Number = offer.Seat } equals new { seat.Order, seat.Number }
            select new { visit.Order, visit.Version, visit.ReportedAt, offer.MadeAt, seat.Needs }).ToListAsync(stop);
        return [.. visits.GroupBy(visit => new { visit.Order, visit.Version }).Select(offers => offers.MaxBy(offer => offer.MadeAt)!)
            .Select(visit => new SeatServed(visit.Needs, visit.ReportedAt!.Value - visit.MadeAt))];
    }
}
