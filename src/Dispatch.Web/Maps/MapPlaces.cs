using Dispatch.Domain;
using Dispatch.Domain.Orders;

namespace Dispatch.Web.Maps;

/// <summary>What a map shows.</summary>
/// <param name="Towns">Each with its numbers.</param>
/// <param name="Points">Stations, experts and orders.</param>
public sealed record MapPlaces(IReadOnlyList<MapTown> Towns, IReadOnlyList<MapPoint> Points);

/// <summary>A town at its centre.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="At">Latitude and longitude, degrees.</param>
/// <param name="Numbers">What its circle may show.</param>
public sealed record MapTown(string Name, double[] At, IReadOnlyList<MapNumber> Numbers);

/// <summary>A number that leads to what it counts.</summary>
/// <param name="Of">Which it is, as the boxes beside the map have it.</param>
/// <param name="Name">In words.</param>
/// <param name="Count">How many.</param>
/// <param name="Link">Where it leads.</param>
public sealed record MapNumber(string Of, string Name, long Count, string Link);

/// <summary>A station, an expert or an order.</summary>
/// <param name="Layer">What is drawn together when it is near: stations, experts or orders.</param>
/// <param name="Kind">Which shape it has.</param>
/// <param name="Rank">Of several that are one spot, the lowest gives the shape.</param>
/// <param name="Name">What it is known by.</param>
/// <param name="Says">What else is to be said of it; nothing of who the farmer is.</param>
/// <param name="At">Latitude and longitude, degrees.</param>
/// <param name="Link">Where it leads, for who may go there.</param>
/// <param name="Badge">What is written beside it.</param>
public sealed record MapPoint(string Layer, string Kind, int Rank, string Name, string Says, double[] At, string? Link, string? Badge = null)
{
    public const string Clerk = nameof(Clerk);
    public const string Waiting = nameof(Waiting);
    public const string Under = nameof(Under);
    public const string Reported = nameof(Reported);

    public static MapPoint Station(string name, string says, Place at, string? link) => new("stations", nameof(Station), 0, name, says, Degrees(at), link);

    public static MapPoint Expert(string name, string says, Place at, string? link, string? badge = null) => new("experts", nameof(Expert), 0, name, says, Degrees(at), link, badge);

    /// <summary>With the shape of whose turn it is: orders that nobody does anything about come first.</summary>
    public static MapPoint Order(string tracking, State state, string says, Place at, string? link) => state switch
    {
        State.Submitted or State.NeedsClerk => new("orders", Clerk, 0, tracking, says, Degrees(at), link),
        State.Waiting => new("orders", Waiting, 1, tracking, says, Degrees(at), link),
        State.Reported => new("orders", Reported, 3, tracking, says, Degrees(at), link),
        _ => new("orders", Under, 2, tracking, says, Degrees(at), link),
    };

    /// <summary>To a metre, which is more than anybody knows.</summary>
    public static double[] Degrees(Place place) => [Math.Round(place.Latitude, 5), Math.Round(place.Longitude, 5)];
}
