using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Orders;

/// <summary>Draws an order for whoever looks at it.</summary>
public sealed class OrderViews(DispatchDb db)
{
    public async Task<OrderView> For(Actor viewer, Order order, CancellationToken stop)
    {
        var names = await Names(order, stop);
        var history = await db.Set<HistoryRow>().AsNoTracking().Where(row => row.Order == order.Id).OrderBy(row => row.Version).ToListAsync(stop);
        var visits = history.Any(row => row.Fact is nameof(CheckedIn) or nameof(Reported)) ? await Visits(order.Id, stop) : [];
        var shown = history.Any(row => row.Fact == nameof(Confirmed)) ? await OfConfirmations(order.Id, stop) : [];
        var goesOn = order.MergedInto is null ? null : await db.WhereItGoesOn(order, stop);
        var known = await Experts([.. order.Seats.Select(seat => seat.Expert), .. goesOn?.Seats.Select(seat => seat.Expert) ?? [], .. history.Select(row => row.Expert), order.AskedFor], stop);
        return new OrderView
        {
            Tracking = order.Tracking.Value,
            State = order.State,
            Outcome = order.Outcome,
            Reason = order.Reason,
            Mode = order.Mode,
            Urgency = order.Urgency,
            Difficulty = order.Difficulty,
            Crop = order.Crop,
            Town = names?.Town,
            Village = names?.Village,
            Whereabouts = order.Whereabouts,
            FarmerName = MustCall(viewer, order) ? order.FarmerName : null,
            FarmerPhone = MustCall(viewer, order) ? order.FarmerPhone : null,
            Station = names?.Station,
            AskedFor = order.AskedFor is { } asked ? known.GetValueOrDefault(asked)?.Code : null,
            PlannedFor = order.PlannedFor,
            SubmittedAt = order.SubmittedAt,
            DueAt = order.DueAt,
            ClosedAt = order.ClosedAt,
            MergedInto = IsStaff(viewer) ? names?.MergedInto : null,
            GoesOn = goesOn is null ? null : GoesOn(goesOn, known),
            Merged = await Merged(viewer, order, stop),
            Seats = [.. order.Seats.OrderBy(seat => seat.Number).Select(seat => Seat(viewer, seat, known))],
            Photos = order.Photos,
            Visits = [.. visits.Select(visit => Visit(visit, known))],
            History = [.. history.Select(row => Step(viewer, row, known, shown.GetValueOrDefault(row.Version, [])))],
        };
    }

    private Task<List<Visit>> Visits(OrderId order, CancellationToken stop) =>
        db.Set<Visit>().AsNoTracking().Where(visit => visit.Order == order).OrderBy(visit => visit.Version).ToListAsync(stop);

    private Task<Dictionary<int, IReadOnlyList<string>>> OfConfirmations(OrderId order, CancellationToken stop) =>
        db.Set<ConfirmationPhotos>().Where(photos => photos.Order == order).ToDictionaryAsync(photos => photos.Version, photos => photos.Photos, stop);

    private async Task<Dictionary<ExpertId, Known>> Experts(IEnumerable<ExpertId?> wanted, CancellationToken stop)
    {
        var experts = wanted.OfType<ExpertId>().Distinct().ToList();
        return experts.Count == 0 ? [] : await db.Set<Expert>().Where(expert => experts.Contains(expert.Id))
            .Select(expert => new Known(expert.Id, expert.Code, expert.Name, expert.Phone)).ToDictionaryAsync(expert => expert.Id, stop);
    }

    private Task<Called?> Names(Order order, CancellationToken stop) =>
        db.Set<Order>().IgnoreAutoIncludes().Where(one => one.Id == order.Id).Select(one => new Called(
            db.Set<Town>().Where(town => town.Code == one.TownCode).Select(town => town.Name).FirstOrDefault(),
            db.Set<Village>().Where(village => village.Code == one.VillageCode).Select(village => village.OfficialName).FirstOrDefault(),
            db.Set<Station>().Where(station => station.Id == one.Station).Select(station => station.Code).FirstOrDefault(),
            db.Set<Order>().Where(other => other.Id == one.MergedInto).Select(other => other.Tracking.Value).FirstOrDefault())).FirstOrDefaultAsync(stop);

    /// <summary>For a farmer there are none: they are other people's.</summary>
    private async Task<IReadOnlyList<MergedView>> Merged(Actor viewer, Order order, CancellationToken stop)
    {
        var call = viewer.Role != Role.Farmer && MustCall(viewer, order);
        if (!call && !IsStaff(viewer)) return [];
        return [.. (await db.Under(order.Id, stop)).Select(one => new MergedView(one.Tracking.Value, one.Difficulty, one.VillageCode, one.Whereabouts, call ? one.FarmerName : null, call ? one.FarmerPhone : null))];
    }

    /// <summary>Clerks and the desk call farmers; the expert does from acceptance to closing; farmers know their own number.</summary>
    private static bool MustCall(Actor viewer, Order order) => viewer.Role switch
    {
        Role.Clerk or Role.Desk => true,
        Role.Farmer => viewer.Name == order.FarmerPhone,
        Role.Expert => order.State != State.Closed && order.Seats.Any(seat => seat.State >= SeatState.Accepted && Actor.Expert(seat.Expert!.Value) == viewer),
        _ => false,
    };

    private static bool IsStaff(Actor one) => one.Role is Role.Clerk or Role.Desk or Role.Office or Role.Administrator;

    /// <summary>Who was asked and said no is for those who work on it; a farmer reads who came. A farmer's name there is the phone, which is told elsewhere to those who must call.</summary>
    private static StepView Step(Actor viewer, HistoryRow row, Dictionary<ExpertId, Known> known, IReadOnlyList<string> photos)
    {
        var staff = IsStaff(viewer);
        var told = row.Expert is { } id && (staff || viewer == Actor.Expert(id) || row.Fact is nameof(Accepted) or nameof(CheckedIn) or nameof(Reported));
        var expert = told ? known.GetValueOrDefault(row.Expert!.Value) : null;
        return new StepView(row.At, row.Fact, row.To, row.By.Role, row.Why, staff && IsStaff(row.By) ? row.By.Name : null, expert?.Code, expert?.Name, photos);
    }

    private static VisitView Visit(Visit visit, Dictionary<ExpertId, Known> known)
    {
        var expert = known.GetValueOrDefault(visit.Expert);
        return new VisitView(
            expert?.Code, expert?.Name, visit.ArrivedAt, visit.ArrivedAtByDevice, visit.ReportedAt, visit.ReportedAtByDevice, visit.Findings, visit.Advice, visit.ExpertsView, visit.Photos);
    }

    private static GoesOnView GoesOn(Order other, Dictionary<ExpertId, Known> known) => new(other.State, other.Outcome,
        [.. other.Seats.Where(seat => other.State is State.Accepted or State.Visiting && seat.State is SeatState.Accepted or SeatState.Arrived).OrderBy(seat => seat.Number)
            .Select(seat => new ComingView(known.GetValueOrDefault(seat.Expert!.Value)?.Name, seat.ComesAt, seat.VisitBy))]);

    private static SeatView Seat(Actor viewer, Seat seat, Dictionary<ExpertId, Known> known)
    {
        var told = seat.Expert is not null && (seat.State >= SeatState.Accepted || viewer.Role is Role.Clerk or Role.Desk || Actor.Expert(seat.Expert.Value) == viewer);
        var expert = told ? known.GetValueOrDefault(seat.Expert!.Value) : null;
        return new SeatView(seat.Number, [.. seat.Needs.Select(need => need.ToString())], seat.State, expert?.Code, expert?.Name, expert?.Phone, seat.AnswerBy, seat.ComesAt);
    }

    private sealed record Known(ExpertId Id, string Code, string Name, string Phone);

    private sealed record Called(string? Town, string? Village, string? Station, string? MergedInto);
}
