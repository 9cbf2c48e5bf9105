namespace Dispatch.Domain.Stations;

/// <summary>A town, street or farm (乡镇、街道、农场) by its nine-digit division code.</summary>
public sealed class Town
{
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>What it was called before, where the name has changed: people go on using it.</summary>
    public string? FormerName { get; set; }

    public required string Kind { get; set; }

    /// <summary>Approximate centre, where one is known.</summary>
    public Place? Place { get; set; }
}

/// <summary>A village, community or farm branch by its twelve-digit division code. Short names repeat across towns.</summary>
public sealed class Village
{
    public required string Code { get; init; }

    public required string OfficialName { get; set; }

    public required string ShortName { get; set; }

    public required string Kind { get; set; }

    public required string TownCode { get; set; }

    /// <summary>Where it is, if known; the town's centre serves until then.</summary>
    public Place? Place { get; set; }
}
