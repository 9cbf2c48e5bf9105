using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Orders;

/// <summary>An order as its people see it. Who comes is told from acceptance on, the farmer's phone only to those who must call.</summary>
public sealed record OrderView
{
    public required string Tracking { get; init; }

    public required State State { get; init; }

    public Outcome? Outcome { get; init; }

    /// <summary>Why a clerk must decide, while one must.</summary>
    public ClerkReason? Reason { get; init; }

    public required Mode Mode { get; init; }

    public required Urgency Urgency { get; init; }

    public required string Difficulty { get; init; }

    public string? Crop { get; init; }

    public string? Town { get; init; }

    public string? Village { get; init; }

    public string? Whereabouts { get; init; }

    public string? FarmerName { get; init; }

    public string? FarmerPhone { get; init; }

    /// <summary>Code of the station in charge.</summary>
    public string? Station { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When the present state's limit passes.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public required IReadOnlyList<SeatView> Seats { get; init; }

    public required IReadOnlyList<string> Photos { get; init; }

    /// <summary>Every step, oldest first.</summary>
    public required IReadOnlyList<StepView> History { get; init; }
}

/// <summary>A seat: what it needs, and who has it.</summary>
public sealed record SeatView(int Number, IReadOnlyList<string> Needs, SeatState State, string? ExpertCode, string? ExpertName, string? ExpertPhone, DateTimeOffset? AnswerBy, DateTimeOffset? ComesAt);

/// <summary>A step of an order: what, when, by which role, and why.</summary>
public sealed record StepView(DateTimeOffset At, string Fact, State To, Role By, string? Why);

/// <summary>Draws an order for whoever looks at it.</summary>
public sealed class OrderViews(DispatchDb db)
{
    public async Task<OrderView> For(Actor viewer, Order order, CancellationToken stop)
    {
        var known = await Holders(order, stop);
        var names = await Names(order, stop);
        var history = await db.Set<HistoryRow>().AsNoTracking().Where(row => row.Order == order.Id).OrderBy(row => row.Version).ToListAsync(stop);
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
            SubmittedAt = order.SubmittedAt,
            DueAt = order.DueAt,
            ClosedAt = order.ClosedAt,
            Seats = [.. order.Seats.OrderBy(seat => seat.Number).Select(seat => Seat(viewer, seat, known))],
            Photos = order.Photos,
            History = [.. history.Select(row => new StepView(row.At, row.Fact, row.To, row.By.Role, row.Why))],
        };
    }

    private async Task<Dictionary<ExpertId, Holder>> Holders(Order order, CancellationToken stop)
    {
        var experts = order.Seats.Select(seat => seat.Expert).OfType<ExpertId>().ToList();
        return experts.Count == 0 ? [] : await db.Set<Expert>().Where(expert => experts.Contains(expert.Id))
            .Select(expert => new Holder(expert.Id, expert.Code, expert.Name, expert.Phone)).ToDictionaryAsync(holder => holder.Id, stop);
    }

    private Task<Called?> Names(Order order, CancellationToken stop) =>
        db.Set<Order>().IgnoreAutoIncludes().Where(one => one.Id == order.Id).Select(one => new Called(
            db.Set<Town>().Where(town => town.Code == one.TownCode).Select(town => town.Name).FirstOrDefault(),
            db.Set<Village>().Where(village => village.Code == one.VillageCode).Select(village => village.OfficialName).FirstOrDefault(),
            db.Set<Station>().Where(station => station.Id == one.Station).Select(station => station.Code).FirstOrDefault())).FirstOrDefaultAsync(stop);

    /// <summary>Clerks and the desk call farmers; the expert does from acceptance to closing; farmers know their own number.</summary>
    private static bool MustCall(Actor viewer, Order order) => viewer.Role switch
    {
        Role.Clerk or Role.Desk or Role.Administrator => true,
        Role.Farmer => viewer.Name == order.FarmerPhone,
        Role.Expert => order.State != State.Closed && order.Seats.Any(seat => seat.State >= SeatState.Accepted && Actor.Expert(seat.Expert!.Value) == viewer),
        _ => false,
    };

    private static SeatView Seat(Actor viewer, Seat seat, Dictionary<ExpertId, Holder> known)
    {
        var told = seat.Expert is not null && (seat.State >= SeatState.Accepted || viewer.Role is Role.Clerk or Role.Desk || Actor.Expert(seat.Expert.Value) == viewer);
        var expert = told ? known.GetValueOrDefault(seat.Expert!.Value) : null;
        return new SeatView(seat.Number, [.. seat.Needs.Select(need => need.ToString())], seat.State, expert?.Code, expert?.Name, expert?.Phone, seat.AnswerBy, seat.ComesAt);
    }

    private sealed record Holder(ExpertId Id, string Code, string Name, string Phone);

    private sealed record Called(string? Town, string? Village, string? Station);
}
