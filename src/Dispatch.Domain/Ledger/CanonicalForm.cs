using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Dispatch.Domain.Ledger;

/// <summary>Fields one after the other, each in UTF-8 as "length in bytes:text," and a missing one as "-,". Made for millions of entries: what it writes to comes from the caller, and grows where that is too small.</summary>
internal ref struct CanonicalForm(Span<byte> room)
{
    /// <summary>More than any number, id or time takes.</summary>
    private const int Short = 64;

    private Span<byte> room = room;
    private int length;

    public readonly ReadOnlySpan<byte> Written => room[..length];

    public void Add(string? text)
    {
        if (text is null)
        {
            AddMissing();
            return;
        }
        Begin(Encoding.UTF8.GetByteCount(text));
        length += Encoding.UTF8.GetBytes(text, room[length..]);
        End();
    }

    public void Add(scoped ReadOnlySpan<byte> text)
    {
        Begin(text.Length);
        text.CopyTo(room[length..]);
        length += text.Length;
        End();
    }

    /// <summary>A number, id or time, as it writes itself.</summary>
    public void Add<T>(T? value, ReadOnlySpan<char> format = default)
        where T : struct, IUtf8SpanFormattable
    {
        if (value is { } some) Add(some, format);
        else AddMissing();
    }

    /// <inheritdoc cref="Add{T}(T?, ReadOnlySpan{char})" />
    public void Add<T>(T value, ReadOnlySpan<char> format = default)
        where T : struct, IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[Short];
        if (!value.TryFormat(text, out var written, format, CultureInfo.InvariantCulture)) throw new ArgumentException($"{value} is too long.", nameof(value));
        Add(text[..written]);
    }

    private void AddMissing()
    {
        Make(2);
        room[length++] = (byte)'-';
        End();
    }

    private void Begin(int bytes)
    {
        Make(bytes + Short);
        Utf8Formatter.TryFormat(bytes, room[length..], out var written);
        length += written;
        room[length++] = (byte)':';
    }

    private void End() => room[length++] = (byte)',';

    private void Make(int bytes)
    {
        if (room.Length - length >= bytes) return;
        var larger = new byte[(2 * room.Length) + bytes];
        Written.CopyTo(larger);
        room = larger;
    }
}
