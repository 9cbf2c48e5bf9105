using System.Globalization;
using System.Numerics;

namespace Dispatch.Domain.Orders;

/// <summary>
/// The number a farmer keeps: ten digits and a check digit (Damm's, which misses neither), so that it can be read out
/// over the phone and typed on any keypad, and a slip of one digit or two swapped ones is noticed.
/// </summary>
public readonly record struct TrackingNumber
{
    private const int Digits = 11;

    /// <summary>Damm's quasigroup of order 10: a row for each digit so far, a column for the next.</summary>
    private static readonly string[] Damm =
    [
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    ];

    private TrackingNumber(string value) => Value = value;

    public string Value { get; }

    /// <summary>The n-th number of an order; the next n is for when another order has that number already.</summary>
    public static TrackingNumber For(OrderId order, int n = 0)
    {
        var hash = NamedId.For("tracking", order.ToString(), $"{n}").ToByteArray();
        var digits = (new BigInteger(hash, isUnsigned: true) % 10_000_000_000).ToString("D10", CultureInfo.InvariantCulture);
        return new TrackingNumber(digits + CheckDigit(digits));
    }

    /// <summary>Reads a number as people write it, with spaces or hyphens, in ordinary or full-width digits (１２３).</summary>
    public static bool TryParse(string? text, out TrackingNumber number)
    {
        var digits = string.Concat((text ?? "").Where(letter => letter is not (' ' or '-' or '　' or '－' or '–')).Select(Narrow));
        var good = digits.Length == Digits && digits.All(char.IsAsciiDigit) && CheckDigit(digits[..^1]) == digits[^1];
        number = good ? new TrackingNumber(digits) : default;
        return good;
    }

    /// <summary>Takes a number this service has written.</summary>
    public static TrackingNumber Of(string stored) => new(stored);

    public override string ToString() => Value;

    private static char Narrow(char letter) => letter is >= '０' and <= '９' ? (char)(letter - '０' + '0') : letter;

    private static char CheckDigit(string digits) => digits.Aggregate('0', (row, digit) => Damm[row - '0'][digit - '0']);
}
