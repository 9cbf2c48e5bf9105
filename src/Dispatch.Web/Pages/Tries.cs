using System.Net;

namespace Dispatch.Web.Pages;

/// <summary>
/// Counts tries to open something within an hour, for each number or login and for each address: four digits are soon guessed
/// by who may go on guessing. A try that was right is given back. Each process counts for itself.
/// </summary>
public sealed class Tries(TimeProvider clock)
{
    public const int OfNumber = 10;
    public const int OfAddress = 40;

    /// <summary>When so many are counted, those whose hour is over are forgotten.</summary>
    private const int Crowd = 10_000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly Lock counting = new();
    private readonly Dictionary<string, (DateTimeOffset Until, int Count)> counted = [];

    /// <param name="door">What is opened: wrong tries at one close no other.</param>
    /// <param name="number">The order's number, or the login.</param>
    /// <param name="from">The address.</param>
    /// <returns>False when there is none left, for this number or from there.</returns>
    public bool Take(string door, string number, IPAddress? from)
    {
        lock (counting)
        {
            if (counted.Count > Crowd) ForgetOld();
            if (Count(Key(door, number)) >= OfNumber || Count(Key(door, Whence.Of(from))) >= OfAddress) return false;
            Add(Key(door, number), 1);
            Add(Key(door, Whence.Of(from)), 1);
            return true;
        }
    }

    public void GiveBack(string door, string number, IPAddress? from)
    {
        lock (counting)
        {
            Add(Key(door, number), -1);
            Add(Key(door, Whence.Of(from)), -1);
        }
    }

    private static string Key(string door, string what) => $"{door} {what}";

    private int Count(string key) => counted.TryGetValue(key, out var tries) && tries.Until > clock.GetUtcNow() ? tries.Count : 0;

    private void Add(string key, int tries)
    {
        var now = clock.GetUtcNow();
        var until = counted.TryGetValue(key, out var before) && before.Until > now ? before.Until : now + Hour;
        counted[key] = (until, Math.Max(0, Count(key) + tries));
    }

    private void ForgetOld()
    {
        var now = clock.GetUtcNow();
        foreach (var old in counted.Where(one => one.Value.Until <= now).Select(one => one.Key).ToList()) counted.Remove(old);
    }
}
