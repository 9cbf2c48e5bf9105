namespace Dispatch.Web.Maps;

/// <summary>A map on a page.</summary>
/// <param name="Places">Where its places are read from.</param>
public sealed record MapDrawing(string Places)
{
    public const string Orders = nameof(Orders);
    public const string Waiting = nameof(Waiting);
    public const string Solved = nameof(Solved);
    public const string None = nameof(None);

    /// <summary>What the circles of towns may show.</summary>
    public static IReadOnlyList<string> Counts { get; } = [Orders, Waiting, Solved, None];

    /// <summary>What is a spot; each has a shape of its own.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [MapPoint.Clerk, MapPoint.Waiting, MapPoint.Under, MapPoint.Reported, nameof(MapPoint.Station), nameof(MapPoint.Expert)];

    /// <summary>Whether one may choose what is shown.</summary>
    public bool Chooses { get; init; }

    /// <summary>What the circles show at first.</summary>
    public string Count { get; init; } = None;

    /// <summary>Whether spots of a kind are shown at first: beside the circles only the orders that nobody does anything about, else all but the experts.</summary>
    public bool Shows(string kind) => kind is MapPoint.Clerk or MapPoint.Waiting || (Count == None && kind != nameof(MapPoint.Expert));
}
