using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Demo;

/// <summary>Accounts for one person of each kind, so that whoever watched the month can go on in it.</summary>
internal sealed class SignIns(AccountBook book, DispatchDb db)
{
    /// <summary>Makes them: the clerk and the expert who have most to do now.</summary>
    /// <returns>Each with a password, which is kept nowhere.</returns>
    public async Task<IReadOnlyList<(Newcomer Who, string Password)>> Make(CancellationToken stop)
    {
        var open = db.Set<Order>().AsNoTracking().Where(order => order.State != State.Closed);
        var busiest = await open.Where(order => order.Station != null).GroupBy(order => order.Station).OrderByDescending(orders => orders.Count()).Select(orders => orders.Key).FirstOrDefaultAsync(stop);
        var station = await db.Set<Station>().AsNoTracking().OrderByDescending(station => station.Id == busiest).ThenBy(station => station.Code).FirstAsync(stop);
        var asked = await db.Set<Offer>().AsNoTracking().Where(offer => offer.State == OfferState.Open || offer.State == OfferState.Accepted).GroupBy(offer => offer.Expert).OrderByDescending(offers => offers.Count()).Select(offers => offers.Key).FirstOrDefaultAsync(stop);
        var expert = await db.Set<Expert>().AsNoTracking().OrderByDescending(expert => expert.Id == asked).ThenBy(expert => expert.Code).FirstAsync(stop);
        Newcomer[] people =
        [
            new("clerk", station.Clerks[0].Name, Role.Clerk, Station: station.Code),
            new("expert", expert.Name, Role.Expert, Expert: expert.Code),
            new("desk", "调度台", Role.Desk),
            new("office", "人才办", Role.Office),
            new("admin", "管理员", Role.Administrator),
        ];
        var made = new List<(Newcomer, string)>();
        foreach (var who in people)
            if ((await book.Add(who, oneTime: false, stop)).Password is { } password) made.Add((who, password));
        return made;
    }
}
