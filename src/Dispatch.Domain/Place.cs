namespace Dispatch.Domain;

/// <summary>A point on the earth, WGS 84, in degrees.</summary>
public readonly record struct Place
{
    /// <summary>Degrees, north and south.</summary>
    public const int MostLatitude = 90;

    /// <summary>Degrees, east and west.</summary>
    public const int MostLongitude = 180;

    /// <summary>Mean radius of the earth (IUGG R1), km.</summary>
    internal const double EarthRadiusKm = 6371.0088;

    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside ±90 / ±180 degrees.</exception>
    public Place(double latitude, double longitude)
    {
        if (!IsValid(latitude, longitude))
            throw new ArgumentOutOfRangeException(nameof(latitude), $"({latitude}, {longitude}) is no place: latitude is within ±90, longitude within ±180.");
        Latitude = latitude;
        Longitude = longitude;
        var (sinLatitude, cosLatitude) = Math.SinCos(Radians(latitude));
        var (sinLongitude, cosLongitude) = Math.SinCos(Radians(longitude));
        (X, Y, Z) = ((cosLatitude * cosLongitude) - 1, cosLatitude * sinLongitude, sinLatitude);
    }

    public double Latitude { get; }

    public double Longitude { get; }

    /// <summary>The point on the unit sphere, worked out once because matching measures from it all the time; less that of (0, 0), which is where a place lies that was never set.</summary>
    internal double X { get; }

    internal double Y { get; }

    internal double Z { get; }

    public static bool IsValid(double latitude, double longitude) =>
        Math.Abs(latitude) <= MostLatitude && Math.Abs(longitude) <= MostLongitude;

    /// <summary>Great-circle distance in kilometres: the arc over the chord, as exact for neighbours as the haversine.</summary>
    public double KmTo(Place other)
    {
        var (x, y, z) = (other.X - X, other.Y - Y, other.Z - Z);
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt((x * x) + (y * y) + (z * z)) / 2));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
