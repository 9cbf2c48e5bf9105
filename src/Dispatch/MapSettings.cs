using System.Text.RegularExpressions;

namespace Dispatch;

/// <summary>A server of map tiles, for a background of streets and fields. Without one the map has places and names only, and asks nobody for anything.</summary>
public sealed partial class MapSettings
{
    internal const string Expected = "an http:// or https:// address with {z}, {x} and {y}";

    /// <summary>Where a tile is: https://tiles.example.org/{z}/{x}/{y}.png, its host perhaps beginning with {s}. Its places are taken to be WGS 84; empty for none.</summary>
    public string Tiles { get; set; } = "";

    /// <summary>Whose map it is, as its licence wants it said.</summary>
    public string Attribution { get; set; } = "";

    /// <summary>From where pages may take pictures besides; null where from nowhere.</summary>
    public string? Host() => Template().Match(Tiles) is { Success: true } known ? known.Groups[1].Value.Replace("{s}", "*", StringComparison.Ordinal) : null;

    internal bool IsKnown => Tiles.Length == 0 || Host() is not null;

    [GeneratedRegex(@"^(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})(https?://(?:\{s\}\.)?[A-Za-z0-9.-]+(?::[0-9]{1,5})?)/[^\s;,'""]*$")]
    private static partial Regex Template();
}
