using System.ComponentModel.DataAnnotations;

namespace Dispatch;

/// <summary>How often somebody may call, in the section "Dispatch:Rates". Generous: they stop who floods, not who works.</summary>
public sealed class Rates
{
    private const string FromTo = "{1} to {2}";

    /// <summary>Requests a minute from one address that carry no key: behind one of a mobile network there is a whole village.</summary>
    [Range(1, 1_000_000, ErrorMessage = FromTo)]
    public int PerAddress { get; set; } = 1_200;

    /// <summary>Calls a minute with one key, unless the key has a number of its own.</summary>
    [Range(1, 1_000_000, ErrorMessage = FromTo)]
    public int PerKey { get; set; } = 6_000;

    /// <summary>Orders a day that a farmer files with one phone; clerks file as many as they are asked to.</summary>
    [Range(1, 1_000_000, ErrorMessage = FromTo)]
    public int OrdersPerPhone { get; set; } = 50;
}
