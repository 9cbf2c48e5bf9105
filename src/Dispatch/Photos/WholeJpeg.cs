namespace Dispatch.Photos;

/// <summary>
/// Whether a JPEG comes to its end (ITU-T T.81, annex B). Each scan of a progressive one is the whole picture, so a decoder
/// shows what it has of one that was cut off and finds nothing wrong.
/// </summary>
internal static class WholeJpeg
{
    private const byte Marker = 0xFF;
    private const byte EndOfImage = 0xD9;

    /// <summary>Goes from marker to marker: an end inside a segment is that of a thumbnail. What is behind the end does not matter.</summary>
    public static bool Is(ReadOnlySpan<byte> jpeg)
    {
        for (var rest = jpeg; rest.IndexOf(Marker) is >= 0 and var at && at + 1 < rest.Length;)
        {
            rest = rest[(at + 1)..];
            if (rest[0] == EndOfImage) return true;
            if (!HasLength(rest[0])) continue;
            if (rest.Length < 3) return false;
            rest = rest[Math.Min(rest.Length, 1 + ((rest[1] << 8) | rest[2]))..];
        }
        return false;
    }

    /// <summary>Not a fill byte, an FF of the picture itself (00 follows), the start of the image, a restart or TEM.</summary>
    private static bool HasLength(byte marker) => marker is not (Marker or 0x00 or 0x01 or (>= 0xD0 and <= 0xD8));
}
