using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Stations;

public readonly record struct StationId(Guid Value)
{
    public static StationId For(string code) => new(NamedId.For("station", code));

    public override string ToString() => Value.ToString();
}

/// <summary>A talent station (人才驿站): covers villages, has clerks, hours and a place.</summary>
public sealed class Station
{
    public required StationId Id { get; init; }

    /// <summary>The station's number in the district's list; unique.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    public required string TownCode { get; set; }

    public required Place Place { get; set; }

    /// <summary>Codes of the villages whose orders come to this station.</summary>
    public List<string> Territory { get; set; } = [];

    public WeeklyHours Hours { get; set; } = WeeklyHours.OfficeHours;

    public List<Clerk> Clerks { get; set; } = [];
}

/// <summary>A station's clerk (驿站专员).</summary>
public sealed record Clerk(string Name, string Phone);
