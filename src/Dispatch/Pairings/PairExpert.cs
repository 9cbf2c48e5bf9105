using System.ComponentModel.DataAnnotations;
using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Pairings;
using Dispatch.Domain.Stations;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Pairings;

/// <summary>An expert is to be paired with a farmer or with a village.</summary>
public sealed record PairingRequest
{
    /// <summary>Code of the expert.</summary>
    /// <example>E001</example>
    [Required]
    public string? Expert { get; init; }

    /// <summary>The farmer's phone, 13804780001; or the village, never both.</summary>
    public string? FarmerPhone { get; init; }

    /// <summary>Name or nine-digit code of the village's town.</summary>
    /// <example>狼山镇</example>
    public string? Town { get; init; }

    /// <summary>Name or twelve-digit code of the village; or the farmer's phone.</summary>
    /// <example>富强村</example>
    public string? Village { get; init; }

    /// <summary>From when; within five years of now.</summary>
    /// <example>2026-06-01T00:00:00+08:00</example>
    [Required]
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, exclusive; at most five years later.</summary>
    /// <example>2027-06-01T00:00:00+08:00</example>
    [Required]
    public DateTimeOffset? To { get; init; }
}

/// <summary>Pairs an expert with a farmer or village; once at a time, guarded by the database.</summary>
public static class PairExpert
{
    private const int Years = 5;
    private const int Days = Years * 366;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/pairings", Pair)
        .WithName("pairExpert").ShowsPersonsOf(by: null).WithTags("Pairings").WithSummary("An expert is paired 结对")
        .Produces<PairingView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>Writes a pairing down once, with its news.</summary>
    public static async Task<(Pairing Pairing, PairingRefusal? Refusal)> Write(DispatchDb db, Pairing pairing, DateTimeOffset now, CancellationToken stop)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                return (await db.Transact(() => Once(db, pairing, now, stop), stop), null);
            }
            catch (DbUpdateException taken) when (Guards.Broken(taken) == Guard.PairedOnce)
            {
                return (pairing, PairingRefusal.AlreadyPaired);
            }
            catch (DbUpdateException twin) when (Guards.Broken(twin) == Guard.Unique && n == 0)
            {
                // The same request was quicker: find what it wrote.
            }
        }
    }

    private static async Task<Pairing> Once(DispatchDb db, Pairing pairing, DateTimeOffset now, CancellationToken stop)
    {
        if (await db.Set<Pairing>().FirstOrDefaultAsync(known => known.Id == pairing.Id, stop) is { } known) return known;
        db.Add(pairing);
        db.Publish(new ExpertPaired { PairingId = pairing.Id.Value }, now);
        return pairing;
    }

    private static async Task<IResult> Pair(PairingRequest? request, Caller caller, HttpContext context, DispatchDb db, TimeProvider clock, CancellationToken stop)
    {
        var by = caller.Actor;
        var asked = await Read(Check.Body(request), PairingId.For(IdempotencyKey.Of(context, by)), by, null, db, clock.GetUtcNow(), stop);
        var (pairing, refusal) = await Write(db, asked, clock.GetUtcNow(), stop);
        return refusal is { } why ? Problems.Refused(context, why)
            : !IsSame(pairing, asked) ? Problems.KeyReused(context)
            : Results.Created($"/api/v1/pairings/{pairing.Id}", PairingView.Of(pairing, request!.Expert!.Trim()));
    }

    private static bool IsSame(Pairing known, Pairing asked) =>
        (known.Expert, known.FarmerPhone, known.VillageCode, known.From, known.To) == (asked.Expert, asked.FarmerPhone, asked.VillageCode, asked.From, asked.To);

    /// <summary>The pairing that is asked for.</summary>
    /// <param name="request">As asked.</param>
    /// <param name="id">Its id.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="own">Their station, to which a farmer belongs of whom it is not known where they live.</param>
    /// <param name="db">Where experts and villages are.</param>
    /// <param name="now">The time.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="BadInput">Names every field that is wrong.</exception>
    public static async Task<Pairing> Read(PairingRequest request, PairingId id, Actor by, StationId? own, DispatchDb db, DateTimeOffset now, CancellationToken stop)
    {
        var check = new Check();
        var expert = await check.Expert("expert", request.Expert, db, stop);
        var (phone, village) = await Whom(check, request, db, stop);
        var (from, to) = Period(check, request, now);
        check.Done();
        var home = village ?? await HomeOf(db, phone!, stop);
        return new Pairing
        {
            Id = id,
            Expert = expert!.Id,
            FarmerPhone = phone,
            VillageCode = village?.Code,
            TownCode = home?.TownCode,
            Station = await Covering(db, home, stop) ?? own ?? expert.Station,
            From = from,
            To = to,
            PairedBy = by,
        };
    }

    private static (DateTimeOffset From, DateTimeOffset To) Period(Check check, PairingRequest request, DateTimeOffset now)
    {
        var (from, to) = (check.Time("from", request.From, now, Days, Days), check.Time("to", request.To));
        if (request.To <= request.From) check.Fail("to", "EndsBeforeItStarts");
        else if (request.From >= now.AddDays(-Days) && request.To > from.AddYears(Years)) check.Fail("to", "TooLongPeriod", Years);
        return (from, to);
    }

    private static async Task<(string? Phone, Village? Village)> Whom(Check check, PairingRequest request, DispatchDb db, CancellationToken stop)
    {
        var (phone, name) = (check.Optional("farmerPhone", request.FarmerPhone, 30), check.Optional("village", request.Village, 50));
        if ((phone is null) == (name is null)) check.Fail("farmerPhone", "FarmerOrVillage");
        else if (phone is not null) return (check.Phone("farmerPhone", phone), null);
        if (phone is not null || name is null) return (null, null);
        var (village, error) = await FindVillage.Find(db, check.Optional("town", request.Town, 50), name, stop);
        if (error is not null) check.Fail(error.Field, error.Key, error.Values);
        return (null, village);
    }

    private static async Task<Village?> HomeOf(DispatchDb db, string phone, CancellationToken stop)
    {
        var code = await db.Set<Farmer>().Where(farmer => farmer.Phone == phone).Select(farmer => farmer.VillageCode).FirstOrDefaultAsync(stop);
        return code is null ? null : await db.Set<Village>().FirstOrDefaultAsync(village => village.Code == code, stop);
    }

    private static async Task<StationId?> Covering(DispatchDb db, Village? village, CancellationToken stop) =>
        village is null ? null
        : await db.Set<Station>().Where(station => station.Territory.Contains(village.Code)).OrderBy(station => station.Code).Select(station => (StationId?)station.Id).FirstOrDefaultAsync(stop);
}
