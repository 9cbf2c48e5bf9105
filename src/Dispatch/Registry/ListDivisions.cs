using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Registry;

/// <summary>A town, street or farm.</summary>
public sealed record TownView
{
    /// <example>150802100</example>
    public required string Code { get; init; }

    /// <example>狼山镇</example>
    public required string Name { get; init; }

    /// <summary>What it was called before, if its name has changed.</summary>
    public string? FormerName { get; init; }

    /// <example>镇</example>
    public required string Kind { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }
}

/// <summary>A village, community or farm branch.</summary>
public sealed record VillageView
{
    /// <example>150802100213</example>
    public required string Code { get; init; }

    /// <example>富强村</example>
    public required string Name { get; init; }

    /// <example>富强村村民委员会</example>
    public required string OfficialName { get; init; }

    /// <summary>Nine-digit code of its town.</summary>
    /// <example>150802100</example>
    public required string Town { get; init; }

    /// <example>狼山镇</example>
    public required string TownName { get; init; }
}

/// <summary>Shows towns and villages: town before village, village by the first characters of its name.</summary>
public static class ListDivisions
{
    private const int Page = 500;

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/towns", Towns)
            .WithName("listTowns").WithTags("Places").WithSummary("Towns, streets and farms 乡镇街道")
            .Produces<IReadOnlyList<TownView>>();
        api.MapGet("/towns/{code}/villages", OfTown)
            .WithName("listVillagesOfTown").WithTags("Places").WithSummary("A town's villages 村和社区")
            .Produces<IReadOnlyList<VillageView>>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/villages", Villages)
            .WithName("findVillages").WithTags("Places").WithSummary("Villages by town and beginning of the name 查村")
            .WithDescription("town is a code or name, today's or former; prefix the first characters of the village's name or code. At most 500.")
            .Produces<IReadOnlyList<VillageView>>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <exception cref="BadInput">There is no such town.</exception>
    internal static async Task<string> TownCode(DispatchDb db, string town, CancellationToken stop)
    {
        var found = await db.Set<Town>().Where(row => row.Code == town || row.Name == town || row.FormerName == town)
            .OrderByDescending(row => row.Code == town || row.Name == town).Select(row => row.Code).FirstOrDefaultAsync(stop);
        return found ?? throw new BadInput("town", "UnknownTown", town);
    }

    private static async Task<IResult> Towns(DispatchDb db, CancellationToken stop)
    {
        var towns = await db.Set<Town>().AsNoTracking().OrderBy(town => town.Code).ToListAsync(stop);
        return Results.Ok(towns.Select(town => new TownView
        {
            Code = town.Code,
            Name = town.Name,
            FormerName = town.FormerName,
            Kind = town.Kind,
            Latitude = town.Place?.Latitude,
            Longitude = town.Place?.Longitude,
        }));
    }

    private static async Task<IResult> OfTown(string code, HttpContext context, DispatchDb db, CancellationToken stop) =>
        await db.Set<Town>().AnyAsync(town => town.Code == code, stop)
            ? Results.Ok(await Find(db, code, prefix: null, stop))
            : Problems.NotFound(context);

    private static async Task<IResult> Villages(string? town, string? prefix, DispatchDb db, CancellationToken stop) =>
        Results.Ok(await Find(db, string.IsNullOrWhiteSpace(town) ? null : await TownCode(db, town.Trim(), stop), prefix?.Trim(), stop));

    private static Task<List<VillageView>> Find(DispatchDb db, string? town, string? prefix, CancellationToken stop) =>
        db.Set<Village>()
            .Where(village => town == null || village.TownCode == town)
            .Where(village => string.IsNullOrEmpty(prefix) || village.ShortName.StartsWith(prefix) || village.Code.StartsWith(prefix))
            .OrderBy(village => village.Code).Take(Page)
            .Select(village => new VillageView
            {
                Code = village.Code,
                Name = village.ShortName,
                OfficialName = village.OfficialName,
                Town = village.TownCode,
                TownName = db.Set<Town>().Where(town => town.Code == village.TownCode).Select(town => town.Name).FirstOrDefault() ?? "",
            }).ToListAsync(stop);
}
