using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Notifying;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>What the promises are checked against: a live database, at a moment. Rows that can't be read are left out.</summary>
public sealed record Patient(DispatchDb Db, Limits Limits, Weights Weights, DateTimeOffset Now)
{
    /// <summary>What is younger may still be under way: messages, sweeps, rounds.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>Whatever should have happened by then has had its time.</summary>
    public DateTimeOffset Settled => Now - Grace;

    public IReadOnlyList<UnreadableRow> Unreadable { get; init; } = [];

    /// <summary>With their seats and offers.</summary>
    public IQueryable<Order> Orders => Hidden is [] ? Db.Set<Order>().AsNoTracking() : Db.Set<Order>().AsNoTracking().Where(order => !Hidden.Contains(order.Id));

    public IQueryable<Seat> Seats => Hidden is [] ? Db.Set<Seat>().AsNoTracking() : Db.Set<Seat>().AsNoTracking().Where(seat => !Hidden.Contains(seat.Order));

    public IQueryable<Offer> Offers => Hidden is [] ? Db.Set<Offer>().AsNoTracking() : Db.Set<Offer>().AsNoTracking().Where(offer => !Hidden.Contains(offer.Order));

    public IQueryable<HistoryRow> History => Hidden is [] ? Db.Set<HistoryRow>().AsNoTracking() : Db.Set<HistoryRow>().AsNoTracking().Where(row => !Hidden.Contains(row.Order));

    public IQueryable<Visit> Visits => Hidden is [] ? Db.Set<Visit>().AsNoTracking() : Db.Set<Visit>().AsNoTracking().Where(visit => !Hidden.Contains(visit.Order));

    public IQueryable<Closing> Closings => Hidden is [] ? Db.Set<Closing>().AsNoTracking() : Db.Set<Closing>().AsNoTracking().Where(closing => !Hidden.Contains(closing.Order));

    public IQueryable<Expert> Experts => Of<Expert>();

    /// <summary>Orders of which some row can't be read; of what was told and why it was matched so, no promise reads more than the keys.</summary>
    private List<OrderId> Hidden => [.. Unreadable.Where(row => row.Table is not ("notices" or "matches")).Select(row => row.Order).OfType<OrderId>().Distinct()];

    /// <summary>Rows that are no part of an order: experts, stations, lectures; of enrolments, one that can't be read hides its lecture's others.</summary>
    public IQueryable<T> Of<T>()
        where T : class
    {
        var table = Db.Model.FindEntityType(typeof(T))!;
        var hidden = Unreadable.Where(row => row.Table == table.GetTableName()).Select(row => row.Key.Values.First()).ToArray();
        if (hidden is []) return Db.Set<T>().AsNoTracking();
        var sql = $"SELECT * FROM \"{table.GetTableName()}\" WHERE \"{table.FindPrimaryKey()!.Properties[0].GetColumnName()}\" NOT IN ({string.Join(", ", hidden.Select((_, n) => $"{{{n}}}"))})";
        return Db.Set<T>().FromSqlRaw(sql, hidden).AsNoTracking();
    }

    /// <summary>The order's tracking number, also when only what was told of it is left; else its id.</summary>
    public async Task<string> NameOf(OrderId order, CancellationToken stop)
    {
        var numbers = Db.Set<Order>().IgnoreAutoIncludes().Where(one => one.Id == order).Select(one => one.Tracking)
            .Concat(Db.Set<Notice>().Where(notice => notice.Order == order).Select(notice => notice.Tracking!.Value));
        return await numbers.Select(number => (TrackingNumber?)number).FirstOrDefaultAsync(stop) is { } known ? known.Value : order.ToString();
    }

    /// <summary>The expert's code; else the id.</summary>
    public async Task<string> NameOf(ExpertId expert, CancellationToken stop) =>
        await Db.Set<Expert>().Where(one => one.Id == expert).Select(one => one.Code).FirstOrDefaultAsync(stop) ?? expert.ToString();
}
