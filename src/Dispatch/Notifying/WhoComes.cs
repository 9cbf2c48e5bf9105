using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Notifying;

/// <summary>Who comes and when, in a farmer's language: "王建国，6月2日09:00 到".</summary>
internal sealed class WhoComes(DispatchDb db, Limits limits)
{
    private static readonly Compiled<Func<DispatchDb, List<ExpertId>, IAsyncEnumerable<Named>>> NamesOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<ExpertId> ids) => db.Set<Expert>().Where(expert => ids.Contains(expert.Id)).Select(expert => new Named(expert.Id, expert.Name))));

    /// <summary>All of the order's seats that are taken.</summary>
    public async Task<Func<string, string>> To(Order order, CancellationToken stop)
    {
        var coming = order.Seats.OrderBy(seat => seat.Number).Where(seat => seat.State == SeatState.Accepted).ToList();
        var names = await NamesOf.On(db)(db, [.. coming.Select(seat => seat.Expert!.Value)]).ToDictionaryAsync(one => one.Expert, one => one.Name, cancellationToken: stop);
        return language => string.Join(NoticeTexts.In(language, "ExpertComes.And"), coming.Select(seat => Who(language, names[seat.Expert!.Value], seat.ComesAt ?? order.PlannedFor, seat)));
    }

    private string Who(string language, string name, DateTimeOffset? comesAt, Seat seat) => comesAt is { } at
        ? NoticeTexts.In(language, "ExpertComes.At", name, NoticeTexts.Time(language, at, limits.FieldHours.Zone))
        : NoticeTexts.In(language, "ExpertComes.By", name, NoticeTexts.Time(language, seat.VisitBy!.Value, limits.FieldHours.Zone));

    private sealed record Named(ExpertId Expert, string Name);
}
