using Dispatch.Domain.Orders;
using Dispatch.Intake;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>What a farmer has written so far; or, once it is sent, under which number.</summary>
public sealed record Draft
{
    public string? Difficulty { get; init; }

    /// <summary>As it was written: 葵花.</summary>
    public string? Crop { get; init; }

    public string? Urgency { get; init; }

    /// <summary>SHA-256 of each photo, stored already.</summary>
    public IReadOnlyList<string> Photos { get; init; } = [];

    /// <summary>Code of the expert chosen from the menu.</summary>
    public string? AskedFor { get; init; }

    /// <summary>The kind of help chosen from the menu.</summary>
    public string? Skill { get; init; }

    /// <summary>Nine-digit code.</summary>
    public string? Town { get; init; }

    /// <summary>Twelve-digit code.</summary>
    public string? Village { get; init; }

    public string? Whereabouts { get; init; }

    /// <summary>Degrees, WGS 84: where the phone was, if the farmer let it say so; with the longitude.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees, WGS 84.</summary>
    public double? Longitude { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    /// <summary>The order's tracking number, once it is sent.</summary>
    public string? Sent { get; init; }

    /// <summary>As the API would be sent it.</summary>
    public OrderRequest Request() => new()
    {
        FarmerName = Name,
        FarmerPhone = Phone,
        Difficulty = Difficulty,
        Town = Town,
        Village = Village,
        Whereabouts = Whereabouts,
        Latitude = Latitude,
        Longitude = Longitude,
        Crop = Crop,
        Urgency = Urgency,
        Channel = nameof(Channel.Web),
        Seats = Skill is null ? null : [[Skill]],
        AskedFor = AskedFor,
        Photos = Photos,
    };
}
