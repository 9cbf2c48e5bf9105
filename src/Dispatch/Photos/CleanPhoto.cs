using System.Security.Cryptography;
using SkiaSharp;

namespace Dispatch.Photos;

/// <summary>A photo made anew from its pixels: upright, at most 2048 px, with nothing in it but the picture.</summary>
internal sealed record CleanPhoto(byte[] Bytes, string ContentType, int Width, int Height)
{
    public const int LongestSide = 2048;

    /// <summary>More than this is refused before anything is decoded: a few bytes can claim to be a gigabyte.</summary>
    public const long MostPixels = 40_000_000;

    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>Reads a JPEG, PNG or WebP by its content.</summary>
    /// <returns>The photo; or the key of the sentence that says why it is none: NotAPhoto, TooManyPixels.</returns>
    public static (CleanPhoto? Photo, string? Error) From(byte[] upload)
    {
        using var data = SKData.CreateCopy(upload);
        using var codec = SKCodec.Create(data);
        if (codec?.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp)) return (null, "NotAPhoto");
        if ((long)codec.Info.Width * codec.Info.Height > MostPixels) return (null, "TooManyPixels");
        if (codec.EncodedFormat == SKEncodedImageFormat.Jpeg && !WholeJpeg.Is(upload)) return (null, "NotAPhoto");
        using var picture = Decode(codec);
        return picture is null ? (null, "NotAPhoto") : (Encode(picture, codec), null);
    }

    private static SKBitmap? Decode(SKCodec codec)
    {
        var size = SmallestThatSuffices(codec);
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, codec.Info.IsOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        var picture = new SKBitmap(info);
        if (codec.GetPixels(info, picture.GetPixels()) == SKCodecResult.Success) return picture;
        picture.Dispose();
        return null;
    }

    /// <summary>JPEG and WebP can be decoded at eighths of their size, which spares the memory of the whole.</summary>
    private static SKSizeI SmallestThatSuffices(SKCodec codec)
    {
        for (var eighths = 1; eighths < 8; eighths++)
        {
            var size = codec.GetScaledDimensions(eighths / 8f);
            if (Math.Max(size.Width, size.Height) >= LongestSide) return size;
        }
        return codec.Info.Size;
    }

    private static CleanPhoto Encode(SKBitmap picture, SKCodec codec)
    {
        var scale = Math.Min(1f, (float)LongestSide / Math.Max(picture.Width, picture.Height));
        var width = Math.Max(1, (int)MathF.Round(picture.Width * scale));
        var height = Math.Max(1, (int)MathF.Round(picture.Height * scale));
        var sideways = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        using var upright = new SKBitmap(picture.Info.WithSize(sideways ? height : width, sideways ? width : height));
        using var canvas = new SKCanvas(upright);
        using var image = SKImage.FromBitmap(picture);
        canvas.Clear(SKColors.Transparent);
        canvas.Concat(Turn(codec.EncodedOrigin, width, height));
        canvas.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        using var pixels = upright.PeekPixels();
        using var encoded = codec.EncodedFormat switch
        {
            SKEncodedImageFormat.Png => pixels.Encode(SKPngEncoderOptions.Default),
            SKEncodedImageFormat.Webp => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, 85)),
            _ => pixels.Encode(new SKJpegEncoderOptions(85)),
        };
        return encoded is null ? throw new InvalidOperationException("The photo could not be written anew.") : new CleanPhoto(encoded.ToArray(), TypeOf(codec.EncodedFormat), upright.Width, upright.Height);
    }

    private static string TypeOf(SKEncodedImageFormat format) => $"image/{format.ToString().ToLowerInvariant()}";

    /// <summary>From the camera's pixels to the upright picture, for a picture of this size before turning (EXIF 2.32, tag 0x0112).</summary>
    private static SKMatrix Turn(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
