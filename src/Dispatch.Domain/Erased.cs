namespace Dispatch.Domain;

/// <summary>What stands where a person's data has been erased. The order and its count stay; whose it was is nowhere any more.</summary>
public static class Erased
{
    /// <summary>In place of a name or of words.</summary>
    public const string Words = "（已删除）";

    private const string Sign = "erased-";
    private const string Letters = "bcdfghjkmnpqrstvwxyz";
    private const int Length = 12;

    /// <summary>In place of a phone, the same wherever that was: letters by chance, so that no digits open an order.</summary>
    /// <param name="chance">Bytes by chance, one for each letter.</param>
    public static string Mark(ReadOnlySpan<byte> chance)
    {
        if (chance.Length != Length) throw new ArgumentException($"{Length} bytes are needed.", nameof(chance));
        var letters = new char[Length];
        for (var n = 0; n < Length; n++) letters[n] = Letters[chance[n] % Letters.Length];
        return Sign + new string(letters);
    }

    public static int Chance => Length;

    public static bool Is(string phone) => phone.StartsWith(Sign, StringComparison.Ordinal);
}
