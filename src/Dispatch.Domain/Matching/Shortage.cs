namespace Dispatch.Domain.Matching;

/// <summary>
/// Why a skill has too few experts for what is asked of them: "too few because…". What is named here no matching can help;
/// more experts can, or a further skill for those there are.
/// </summary>
public enum Shortage
{
    /// <summary>无人 It was asked for, and nobody active holds it.</summary>
    Nobody,
    /// <summary>仅一人 One holds it: while they are on leave, full or have refused, there is nobody to ask.</summary>
    OnlyOne,
    /// <summary>仅两人 Two hold it: one on leave, and a refusal by the other leaves nobody to ask.</summary>
    OnlyTwo,
    /// <summary>超出能力 More was asked for than all who hold it could let through, had they done nothing else.</summary>
    BeyondCapacity,
}

/// <summary>A skill at a level that has too few experts.</summary>
/// <param name="Level">At this level or better.</param>
/// <param name="Because">Why they are too few.</param>
/// <param name="Experts">How many active ones hold it so well.</param>
/// <param name="Capacity">How many seats these can hold at once.</param>
/// <param name="Orders">How many orders asked for it in the period.</param>
/// <param name="Seats">How many seats did.</param>
/// <param name="AtOnce">How many of these seats are held at once when all are served: seats × the days each is held / the days of the period; null when none was served in the period, so that nobody knows how long one takes.</param>
public sealed record TooFew(Level Level, Shortage Because, int Experts, int Capacity, int Orders, int Seats, double? AtOnce)
{
    /// <summary>
    /// The rule. By Little's law (L = λW; J. D. C. Little, Operations Research 9, 1961) seats that come in steadily and are each
    /// held for a time keep so many places of capacity taken as came in meanwhile; when that is more than there are, the queue
    /// grows whoever is chosen. It assumes the holders have no other work, so it never cries wolf, and may be silent too long.
    /// </summary>
    /// <returns>Null when there are enough, or nobody asked.</returns>
    public static Shortage? Judge(int experts, int capacity, int seats, double? atOnce) => (seats, experts) switch
    {
        (0, _) => null,
        (_, 0) => Shortage.Nobody,
        (_, 1) => Shortage.OnlyOne,
        (_, 2) => Shortage.OnlyTwo,
        _ => atOnce > capacity ? Shortage.BeyondCapacity : null,
    };
}
