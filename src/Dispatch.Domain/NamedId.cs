using System.Security.Cryptography;
using System.Text;

namespace Dispatch.Domain;

/// <summary>
/// Ids that follow from what they stand for (RFC 9562, version 8, over SHA-256): the same order sent
/// twice, or the same offer decided twice, gets the same id, and the primary key refuses the second.
/// </summary>
public static class NamedId
{
    public static Guid For(string kind, params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{string.Join('\n', parts)}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
