using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Registry;

/// <summary>A talent station.</summary>
public sealed record StationView
{
    /// <example>Z021</example>
    public required string Code { get; init; }

    public required Guid Id { get; init; }

    /// <example>狼山镇富强村人才驿站</example>
    public required string Name { get; init; }

    /// <summary>Nine-digit code.</summary>
    /// <example>150802100</example>
    public required string Town { get; init; }

    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    /// <summary>Codes of the villages whose orders come here.</summary>
    public required IReadOnlyList<string> Territory { get; init; }

    /// <example>Mon-Fri 08:00-18:00</example>
    public required string Hours { get; init; }

    public required IReadOnlyList<Clerk> Clerks { get; init; }

    public static StationView Of(Station station) => new()
    {
        Code = station.Code,
        Id = station.Id.Value,
        Name = station.Name,
        Town = station.TownCode,
        Latitude = station.Place.Latitude,
        Longitude = station.Place.Longitude,
        Territory = station.Territory,
        Hours = station.Hours.ToString(),
        Clerks = station.Clerks,
    };
}

/// <summary>Shows stations.</summary>
public static class ListStations
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/stations", List)
        .WithName("listStations").WithTags("Places").WithSummary("Talent stations by code 驿站名单")
        .WithDescription("town is a code or name, today's or former.")
        .Produces<IReadOnlyList<StationView>>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> List(string? town, DispatchDb db, CancellationToken stop)
    {
        var code = string.IsNullOrWhiteSpace(town) ? null : await ListDivisions.TownCode(db, town.Trim(), stop);
        var stations = await db.Set<Station>().AsNoTracking()
            .Where(station => code == null || station.TownCode == code).OrderBy(station => station.Code).ToListAsync(stop);
        return Results.Ok(stations.Select(StationView.Of));
    }
}
