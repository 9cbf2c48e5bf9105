using SkiaSharp;

namespace Dispatch.Tests.Photos;

/// <summary>Photos made in memory: red above, blue below, as a camera would write them.</summary>
internal static class TestPhotos
{
    public static byte[] Of(SKEncodedImageFormat format, int width = 64, int height = 48)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        using var blue = new SKPaint { Color = SKColors.Blue };
        canvas.Clear(SKColors.Red);
        canvas.DrawRect(0, height / 2f, width, height / 2f, blue);
        canvas.Flush();
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    public static byte[] Jpeg(int width = 64, int height = 48) => Of(SKEncodedImageFormat.Jpeg, width, height);

    /// <summary>Puts an APP1 segment after the start of a JPEG: orientation, the camera's maker and a GPS position; and a comment.</summary>
    public static byte[] WithExif(byte[] jpeg, ushort orientation)
    {
        byte[] tiff =
        [
            .. "MM\0*"u8, 0, 0, 0, 8,
            0, 3,
            0x01, 0x0F, 0, 2, 0, 0, 0, 8, 0, 0, 0, 50,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
            0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 58,
            0, 0, 0, 0,
            .. "HUAWEI\0\0"u8,
            0, 1,
            0x00, 0x01, 0, 2, 0, 0, 0, 2, (byte)'N', 0, 0, 0,
            0, 0, 0, 0,
        ];
        byte[] exif = [.. "Exif\0\0"u8, .. tiff];
        byte[] comment = [.. "GPS 40.7574 107.3635"u8];
        return [.. jpeg[..2], 0xFF, 0xE1, .. Length(exif), .. exif, 0xFF, 0xFE, .. Length(comment), .. comment, .. jpeg[2..]];
    }

    /// <summary>A PNG whose header says it is larger than it is.</summary>
    public static byte[] Claiming(byte[] png, int width, int height)
    {
        byte[] claim = [.. png];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(claim.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(claim.AsSpan(20), height);
        var crc = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(Crc(claim.AsSpan(12, 17)));
        BitConverter.TryWriteBytes(claim.AsSpan(29), crc);
        return claim;
    }

    private static byte[] Length(byte[] content) => [(byte)((content.Length + 2) >> 8), (byte)((content.Length + 2) & 0xFF)];

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
