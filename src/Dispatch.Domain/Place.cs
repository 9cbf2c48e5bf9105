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
    }

    public double Latitude { get; }

    public double Longitude { get; }

    public static bool IsValid(double latitude, double longitude) =>
        Math.Abs(latitude) <= MostLatitude && Math.Abs(longitude) <= MostLongitude;

    /// <summary>Great-circle distance in kilometres (haversine).</summary>
    public double KmTo(Place other)
    {
        var dLatitude = Radians(other.Latitude - Latitude) / 2;
        var dLongitude = Radians(other.Longitude - Longitude) / 2;
        var h = Square(Math.Sin(dLatitude))
            + (Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * Square(Math.Sin(dLongitude)));
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Square(double x) => x * x;
}
