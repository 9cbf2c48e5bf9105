using System.Diagnostics;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Http;
using Dispatch.Matching;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Demo;

/// <summary>Reads from the database what the month came to.</summary>
internal sealed class Summary(DispatchDb db, ReadLoad load)
{
    public async Task<DemoResult> Read(int seed, Period month, DoctorResult doctor, double wallSeconds, CancellationToken stop)
    {
        var orders = await db.Set<Order>().AsNoTracking().ToListAsync(stop);
        var experts = await db.Set<Expert>().AsNoTracking().ToDictionaryAsync(expert => expert.Id, stop);
        var taken = await FirstAccepted(stop);
        var visits = await db.Set<Visit>().AsNoTracking().ToListAsync(stop);
        var places = orders.Where(order => order.Place is not null).ToDictionary(order => order.Id, order => order.Place!.Value);
        var work = await load.Read(month, Language.Chinese, stop);
        Spread Waited(Func<Order, bool> which) => Spread.Of(orders.Where(order => taken.ContainsKey(order.Id) && which(order)).Select(order => (taken[order.Id] - order.SubmittedAt).TotalHours));
        int Ended(Outcome outcome) => orders.Count(order => order.Outcome == outcome);
        int Offers(OfferState state) => orders.Sum(order => order.Offers.Count(offer => offer.State == state));
        return new DemoResult
        {
            Seed = seed,
            Orders = orders.Count,
            Closed = orders.Count(order => order.State == State.Closed),
            Solved = Ended(Outcome.Solved),
            PartlySolved = Ended(Outcome.PartlySolved),
            NotSolved = Ended(Outcome.NotSolved),
            Unconfirmed = Ended(Outcome.Unconfirmed),
            Cancelled = Ended(Outcome.Cancelled),
            Answered = Ended(Outcome.Answered),
            Open = orders.Count(order => order.State != State.Closed),
            Offers = orders.Sum(order => order.Offers.Count),
            Declined = Offers(OfferState.Declined),
            Lapsed = Offers(OfferState.Lapsed),
            HandedBack = Offers(OfferState.HandedBack),
            LecturesHeld = await db.Set<Lecture>().CountAsync(lecture => lecture.State == LectureState.Held, stop),
            PairingVisits = await db.Set<PairingVisit>().CountAsync(stop),
            WaitingHours = Waited(_ => true),
            TravelKm = Spread.Of(visits.Select(visit => experts[visit.Expert].Base.KmTo(places[visit.Order]))),
            Load = work.Served,
            Skills = [.. work.Skills.Select(demand => new SkillMonth(demand, Waited(order => order.Seats.Any(seat => seat.Needs.Any(need => need.Skill == demand.Skill))).P95))],
            Ledger = await Counted(stop),
            Doctor = doctor,
            WallSeconds = Math.Round(wallSeconds, 1),
            Machine = new MachineUse(Math.Round(Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0)),
        };
    }

    private async Task<Dictionary<OrderId, DateTimeOffset>> FirstAccepted(CancellationToken stop) =>
        (await db.Set<HistoryRow>().AsNoTracking().Where(row => row.Fact == nameof(Accepted) && row.To == State.Accepted).ToListAsync(stop))
            .GroupBy(row => row.Order).ToDictionary(rows => rows.Key, rows => rows.Min(row => row.At));

    private async Task<LedgerCounts> Counted(CancellationToken stop)
    {
        var totals = await db.Set<Total>().Where(total => total.Dimension == Dimension.District && !total.Opening)
            .GroupBy(total => total.Kind).Select(group => new { group.Key, Quantity = group.Sum(total => total.Quantity) }).ToDictionaryAsync(group => group.Key, group => group.Quantity, stop);
        var head = await db.Set<Entry>().OrderByDescending(entry => entry.Sequence).Select(entry => entry.Hash).FirstOrDefaultAsync(stop);
        long Of(EntryKind kind) => totals.GetValueOrDefault(kind);
        return new LedgerCounts(Of(EntryKind.ProblemSolved), Of(EntryKind.LectureHeld), Of(EntryKind.PairingVisitHeld), Of(EntryKind.ConsultationAnswered), head ?? "");
    }
}
