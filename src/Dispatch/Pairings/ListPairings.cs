using Dispatch.Domain.Experts;
using Dispatch.Domain.Pairings;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Pairings;

/// <summary>A pairing, as shown; the expert by code, the farmer by phone or the village by code.</summary>
public sealed record PairingView(Guid Id, string Expert, string? FarmerPhone, string? VillageCode, DateTimeOffset From, DateTimeOffset To, DateTimeOffset? EndedAt, string? EndedBecause)
{
    internal static PairingView Of(Pairing pairing, string expert) =>
        new(pairing.Id.Value, expert, pairing.FarmerPhone, pairing.VillageCode, pairing.From, pairing.To, pairing.EndedAt, pairing.EndedBecause);

    internal static async Task<PairingView> Of(DispatchDb db, Pairing pairing, CancellationToken stop) =>
        Of(pairing, await db.Set<Expert>().Where(expert => expert.Id == pairing.Expert).Select(expert => expert.Code).FirstAsync(stop));
}

/// <summary>Which pairings run, or ran at some time.</summary>
public static class ListPairings
{
    private const int Most = 500;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/pairings", List)
        .WithName("listPairings").WithTags("Pairings").WithSummary("The pairings that run now, or at another time 结对名单")
        .Produces<IReadOnlyList<PairingView>>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> List(string? expert, string? farmerPhone, string? village, DateTimeOffset? at, Caller caller, DispatchDb db, TimeProvider clock, CancellationToken stop)
    {
        var phone = farmerPhone is null || !Check.TryPhone(farmerPhone, out var digits) ? farmerPhone : digits;
        var rows = await (
            from pairing in db.Set<Pairing>().AsNoTracking().RunningAt(at ?? clock.GetUtcNow())
            join person in db.Set<Expert>() on pairing.Expert equals person.Id
            where (expert == null || person.Code == expert) && (phone == null || pairing.FarmerPhone == phone) && (village == null || pairing.VillageCode == village)
            orderby person.Code, pairing.From
            select new { pairing, person.Code }).Take(Most).ToListAsync(stop);
        return Results.Ok(rows.ConvertAll(row => PairingView.Of(row.pairing, row.Code)));
    }
}
