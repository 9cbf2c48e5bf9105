using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Pairings;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk.Pairings;

/// <summary>A pairing with the names of whom it binds.</summary>
/// <param name="Pairing">The pairing.</param>
/// <param name="Expert">Code and name.</param>
/// <param name="Phone">The expert's.</param>
/// <param name="Whom">The village with its town; the farmer's name, if it is known and may be seen.</param>
/// <param name="Visits">How many have been held.</param>
public sealed record PairingLine(Pairing Pairing, string Expert, string Phone, string? Whom, int Visits);

/// <summary>The pairings of a station; of all for who has none; of an expert the expert's own.</summary>
public sealed class StationPairings(DispatchDb db)
{
    /// <summary>Those that run or are to come; or those that are over, the last first.</summary>
    public Task<IReadOnlyList<PairingLine>> List(SignedIn me, bool over, int from, int most, DateTimeOffset now, CancellationToken stop)
    {
        var all = Of(me).Where(pairing => (pairing.To <= now || pairing.EndedAt != null) == over);
        return Lines(me, (over ? all.OrderByDescending(pairing => pairing.To) : all.OrderBy(pairing => pairing.To)).ThenBy(pairing => pairing.Id).Skip(from).Take(most), stop);
    }

    public async Task<PairingLine> Line(SignedIn me, PairingId id, CancellationToken stop) =>
        (await Lines(me, db.Set<Pairing>().AsNoTracking().Where(pairing => pairing.Id == id), stop))[0];

    private IQueryable<Pairing> Of(SignedIn me)
    {
        var all = db.Set<Pairing>().AsNoTracking();
        if (me.Actor.Role == Role.Clerk) return all.Where(pairing => pairing.Station == me.Station);
        if (me.Actor.Role != Role.Expert) return all;
        var expert = new Caller(me.Actor).Expert;
        return all.Where(pairing => pairing.Expert == expert);
    }

    private async Task<IReadOnlyList<PairingLine>> Lines(SignedIn me, IQueryable<Pairing> pairings, CancellationToken stop)
    {
        var rows = await (
            from pairing in pairings
            join expert in db.Set<Expert>() on pairing.Expert equals expert.Id
            select new
            {
                pairing,
                expert.Code,
                expert.Name,
                expert.Phone,
                Village = db.Set<Village>().Where(village => village.Code == pairing.VillageCode).Select(village => village.ShortName).FirstOrDefault(),
                Town = db.Set<Town>().Where(town => town.Code == pairing.TownCode).Select(town => town.Name).FirstOrDefault(),
                Farmer = db.Set<Domain.Farmer>().Where(farmer => farmer.Phone == pairing.FarmerPhone).Select(farmer => farmer.Name).FirstOrDefault(),
                Visits = db.Set<PairingVisit>().Count(visit => visit.Pairing == pairing.Id),
            }).ToListAsync(stop);
        var mustCall = new Caller(me.Actor).MustCall;
        return rows.ConvertAll(row => new PairingLine(
            row.pairing, $"{row.Name} {row.Code}", row.Phone, row.pairing.VillageCode is not null ? $"{row.Town}{row.Village}" : mustCall ? row.Farmer : null, row.Visits));
    }
}
