using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>
/// Promise 5. For each offer that matching made: was an older order of the same needs and urgency waiting then, which this
/// expert qualifies for? The same urgency means the same limit, so duty, leave and capacity held for the one as for the
/// other; what is left are the lasting rules and the reach, judged at the dearest it can have been. A visit on a plan is passed over only by
/// the expert it was planned with; one that may have stood in line only by an expert who cost it no more.
/// </summary>
internal sealed class OldestFirst : Promise
{
    private static readonly TimeSpan Looked = TimeSpan.FromDays(35);
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    public override int Number => 5;

    public override object[] Values => [Looked.Days];

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var since = patient.Now - Looked;
        var experts = await patient.Experts.ToDictionaryAsync(expert => expert.Id, stop);
        var roster = new Roster(experts.Values.Select(expert => new Candidate(expert, expert.Capacity - 1)));
        var orders = await patient.Orders.Where(order => order.Place != null && (order.ClosedAt == null || order.ClosedAt > since)).ToListAsync(stop);
        var history = (await patient.History.Where(row => row.At > since).OrderBy(row => row.Version).ToListAsync(stop)).ToLookup(row => row.Order);
        foreach (var equals in orders.SelectMany(order => Waits(order, history[order.Id], patient.Now)).ToLookup(wait => wait.Like))
        {
            var older = equals.OrderBy(wait => wait.QueuedSince).ToList();
            foreach (var served in older.Where(wait => wait.Offer is { Pinned: false } && experts.ContainsKey(wait.Offer.Expert)))
                foreach (var passed in older.TakeWhile(wait => wait.QueuedSince < served.QueuedSince).Where(wait => wait.Order.Mode != Mode.Planned || wait.Order.AskedFor == served.Offer!.Expert))
                    if (passed.WaitedAt(served.Until) && Qualifies(experts[served.Offer!.Expert], passed, served.Until, patient, roster, experts.Values))
                        yield return new Breach(served.Order.Tracking.Value, "Breach.Overtaken", experts[served.Offer.Expert].Code, passed.Order.Tracking.Value);
        }
    }

    /// <summary>The stretches in which a seat was open: each ended with an offer, or lasts.</summary>
    private static IEnumerable<Wait> Waits(Order order, IEnumerable<HistoryRow> history, DateTimeOffset now)
    {
        var steps = history.ToList();
        foreach (var offer in order.Offers)
            if (order.Seats.FirstOrDefault(seat => seat.Number == offer.Seat) is { } seat)
                yield return new Wait(order, seat, offer, offer.QueuedSince, offer.OpenSince, offer.MadeAt, steps);
        foreach (var seat in order.Seats.Where(seat => seat.State == SeatState.Open))
            yield return new Wait(order, seat, null, order.QueuedSince ?? now, seat.OpenSince, now, steps);
    }

    private static bool Qualifies(Expert expert, Wait wait, DateTimeOffset at, Patient patient, Roster roster, IEnumerable<Expert> experts)
    {
        var scene = new Scene(at, patient.Limits.FieldHours.Zone, patient.Weights, roster);
        var need = new Need
        {
            Order = wait.Order.Id,
            Seat = wait.Seat.Number,
            Skills = wait.Seat.Needs,
            Place = wait.Order.Place!.Value,
            Urgency = wait.Order.Urgency,
            QueuedSince = wait.QueuedSince,
            AnswerBy = patient.Limits.AnswerBy(wait.Order.Urgency, at),
            Language = wait.Order.Language,
            Crop = wait.Order.Crop,
            PlannedFor = wait.Order.PlannedFor,
            HeldFor = wait.Order.Mode == Mode.Planned ? wait.Order.AskedFor : null,
            Refused = Had(wait.Order, offer => (offer.IsRefusal || offer.State == OfferState.TakenBack) && offer.AnsweredAt <= at),
            AlreadyOnOrder = Had(wait.Order, offer => offer.Seat != wait.Seat.Number && offer.MadeAt <= at && (offer.AnsweredAt is null || offer.State == OfferState.Accepted || offer.AnsweredAt > at)),
        };
        return Rules.Judge(need, roster.Find(expert.Id)!.Value, scene, out var costM) is null
            && !(Rules.IsPatient(need, scene) && experts.Any(other => other.Id != expert.Id && CostsLessInLine(other)));

        // Whom it was paired with then is not known.
        bool CostsLessInLine(Expert other) =>
            need with { PairedWith = [other.Id], AskedFor = wait.Order.AskedFor } is var best && roster.Find(other.Id)!.Value is var who
            && Rules.FirstFailing(best, who, scene) is null && Rules.CostM(best, who, scene) + Rules.Metres(Rules.LineKm(1, other, scene)) < costM;
    }

    private static ImmutableArray<ExpertId> Had(Order order, Func<Offer, bool> which) => [.. order.Offers.Where(which).Select(offer => offer.Expert).Distinct()];

    private sealed record Wait(Order Order, Seat Seat, Offer? Offer, DateTimeOffset QueuedSince, DateTimeOffset From, DateTimeOffset Until, List<HistoryRow> History)
    {
        public string Like => $"{Order.Urgency} {string.Join(',', Seat.Needs)}";

        /// <summary>Whether matching could see it: the seat was open and the order not with a clerk, a round's time before and still then.</summary>
        public bool WaitedAt(DateTimeOffset at) =>
            From < at - Round && at < Until && History.LastOrDefault(row => row.At < at - Round)?.To == State.Waiting && History.LastOrDefault(row => row.At <= at)?.To == State.Waiting;
    }
}
