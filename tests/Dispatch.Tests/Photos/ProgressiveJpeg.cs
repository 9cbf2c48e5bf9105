namespace Dispatch.Tests.Photos;

/// <summary>A grey progressive JPEG, made in memory because Skia writes none: three scans, each of which refines the whole picture (ITU-T T.81, annex G).</summary>
internal static class ProgressiveJpeg
{
    private const int Side = 8;
    private static readonly byte[] End = [0xFF, 0xD9];

    /// <summary>A picture of 640 × 480.</summary>
    public static byte[] Make(int columns = 80, int rows = 60)
    {
        int[] greys = [.. Enumerable.Range(0, columns * rows).Select(n => ((n * 37) % 400) - 200)];
        return
        [
            0xFF, 0xD8,
            .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)4, 64)]),
            .. Segment(0xC2, [8, .. Number(rows * Side), .. Number(columns * Side), 1, 1, 0x11, 0]),
            .. Segment(0xC4, [0x00, .. Lengths(4, 12), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
            .. Segment(0xC4, [0x10, .. Lengths(2, 2), 0x00, 0x01]),
            .. Scan(0, 0, 0x01, Rough(greys)),
            .. Scan(0, 0, 0x10, greys.Select(grey => (grey & 1, 1))),
            .. Scan(1, 63, 0x00, greys.SelectMany(grey => new[] { (1, 2), (grey & 1, 1), (0, 2) })),
            .. End,
        ];
    }

    /// <summary>Each grey's half as what it differs by from the one before: how many bits, then these.</summary>
    private static IEnumerable<(int Bits, int Count)> Rough(int[] greys)
    {
        var before = 0;
        foreach (var grey in greys)
        {
            var differs = (grey >> 1) - before;
            before = grey >> 1;
            var count = 32 - int.LeadingZeroCount(Math.Abs(differs));
            yield return (count, 4);
            yield return (differs < 0 ? differs + (1 << count) - 1 : differs, count);
        }
    }

    private static byte[] Scan(byte first, byte last, byte precision, IEnumerable<(int Bits, int Count)> codes) =>
        [.. Segment(0xDA, [1, 1, 0x00, first, last, precision]), .. Packed(codes)];

    /// <summary>Bit after bit, filled up with ones; a byte of eight ones is told from a marker by the zero behind it.</summary>
    private static IEnumerable<byte> Packed(IEnumerable<(int Bits, int Count)> codes)
    {
        var bits = codes.SelectMany(code => Enumerable.Range(1, code.Count).Select(n => (code.Bits >> (code.Count - n)) & 1));
        foreach (var eight in bits.Chunk(8))
        {
            var value = (byte)Enumerable.Range(0, 8).Aggregate(0, (sum, n) => (sum << 1) | (n < eight.Length ? eight[n] : 1));
            yield return value;
            if (value == 0xFF) yield return 0;
        }
    }

    /// <summary>How many codes there are of each length from 1 to 16 bits: all of one.</summary>
    private static IEnumerable<byte> Lengths(int bits, byte count) => Enumerable.Range(1, 16).Select(n => n == bits ? count : (byte)0);

    private static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, .. Number(content.Length + 2), .. content];

    private static byte[] Number(int number) => [(byte)(number >> 8), (byte)(number & 0xFF)];
}
