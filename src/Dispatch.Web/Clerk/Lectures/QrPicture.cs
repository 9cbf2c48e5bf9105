using System.Globalization;
using System.Text;
using QRCoder;

namespace Dispatch.Web.Clerk.Lectures;

/// <summary>A QR code as the page draws it: the dark squares as one path, with the white edge that cameras need.</summary>
/// <param name="Size">How many squares there are in a row.</param>
/// <param name="Path">The dark ones.</param>
public sealed record QrPicture(int Size, string Path)
{
    public static QrPicture Of(string address)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++)
                if (rows[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return new QrPicture(rows.Count, $"{path}");
    }
}
