using Dispatch.Domain;
using Dispatch.Http;

namespace Dispatch.Importing;

/// <summary>
/// Whether a place in a list can be meant. The lists are of a district of China: what lies outside the country's bounds
/// is a slip (a digit lost, the two swapped, zeros for "unknown"), and would send experts nowhere for good.
/// </summary>
internal static class InChina
{
    private const double South = 3, North = 54, West = 73, East = 136;

    /// <summary>Complains about the field unless the place lies within China's bounds: latitude 3 to 54, longitude 73 to 136.</summary>
    public static Place? Likely(this Check check, string field, Place? place)
    {
        if (place is not { } at || at is { Latitude: >= South and <= North, Longitude: >= West and <= East }) return place;
        check.Fail(field, "NotInChina", at.Latitude, at.Longitude);
        return null;
    }
}
