using Dispatch.Domain.Experts;
using Dispatch.Domain.Pairings;
using Dispatch.Domain.Stations;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Pairings;

/// <summary>A pairing, as shown; the expert by code, the farmer by phone for the stations and the expert themselves, or the village by code.</summary>
public sealed record PairingView(Guid Id, string Expert, string? FarmerPhone, string? VillageCode, DateTimeOffset From, DateTimeOffset To, DateTimeOffset? EndedAt, string? EndedBecause)
{
    internal static PairingView Of(Pairing pairing, string expert) =>
        new(pairing.Id.Value, expert, pairing.FarmerPhone, pairing.VillageCode, pairing.From, pairing.To, pairing.EndedAt, pairing.EndedBecause);

    /// <summary>For somebody; the farmer's phone only for who calls them.</summary>
    internal static PairingView For(Caller caller, Pairing pairing, string expert) =>
        Of(pairing, expert) is var all && caller.MustCall && !caller.IsAnother(pairing.Expert) ? all : all with { FarmerPhone = null };

    internal static async Task<PairingView> For(Caller caller, DispatchDb db, Pairing pairing, CancellationToken stop) =>
        For(caller, pairing, await db.Set<Expert>().Where(expert => expert.Id == pairing.Expert).Select(expert => expert.Code).FirstAsync(stop));
}

/// <summary>Which pairings run, or ran at some time.</summary>
public static class ListPairings
{
    private const int Most = 500;

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/pairings", List).WithName("listPairings").ShowsPersonsOf(by: null).WithTags("Pairings").WithSummary("The pairings that run now, or at another time 结对名单")
            .Produces<IReadOnlyList<PairingView>>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/pairings/{id:guid}", One).WithName("showPairing").ShowsPersonsOf("id").WithTags("Pairings").WithSummary("One pairing 结对详情")
            .Produces<PairingView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> One(Guid id, Caller caller, HttpContext context, DispatchDb db, CancellationToken stop)
    {
        var wanted = new PairingId(id);
        return await db.Set<Pairing>().AsNoTracking().FirstOrDefaultAsync(pairing => pairing.Id == wanted, stop) is { } pairing
            ? Results.Ok(await PairingView.For(caller, db, pairing, stop))
            : Problems.NotFound(context);
    }

    private static async Task<IResult> List(string? expert, string? farmerPhone, string? village, Timestamp? at, Caller caller, DispatchDb db, TimeProvider clock, CancellationToken stop)
    {
        var phone = await Known(expert, farmerPhone, village, db, stop);
        var then = at?.Time ?? clock.GetUtcNow();
        var rows = await (
            from pairing in db.Set<Pairing>().AsNoTracking()
            join person in db.Set<Expert>() on pairing.Expert equals person.Id
            where pairing.From <= then && then < pairing.To && (pairing.EndedAt == null || then < pairing.EndedAt) // as Pairing.Covers
            where (expert == null || person.Code == expert) && (phone == null || pairing.FarmerPhone == phone) && (village == null || pairing.VillageCode == village)
            orderby person.Code, pairing.From
            select new { pairing, person.Code }).Take(Most).ToListAsync(stop);
        return Results.Ok(rows.ConvertAll(row => PairingView.For(caller, row.pairing, row.Code)));
    }

    /// <summary>A slip of the pen must not look like an expert, a farmer or a village without pairings.</summary>
    /// <returns>The farmer's phone in its one form.</returns>
    private static async Task<string?> Known(string? expert, string? farmerPhone, string? village, DispatchDb db, CancellationToken stop)
    {
        var check = new Check();
        var phone = farmerPhone is null ? null : check.Phone("farmerPhone", farmerPhone);
        if (expert is not null && !await db.HasExpert(expert, stop)) check.Fail("expert", "UnknownExpert", expert);
        if (village is not null && !await db.Set<Village>().AnyAsync(known => known.Code == village, stop)) check.Fail("village", "UnknownVillage", village);
        check.Done();
        return phone;
    }
}
