namespace Dispatch.SystemTests.Faults;

/// <summary>A fault, and when it comes.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Fault">What goes wrong.</param>
/// <param name="After">So many answers after the round before is over.</param>
/// <param name="During">It lasts until so many answers have come, or until <see cref="Storm"/> has had enough of it.</param>
/// <param name="Victim">Which of those there are to choose from.</param>
public sealed record Round(int Number, Fault Fault, int After, int During, int Victim);

/// <summary>The rounds of a run, as its seed has them.</summary>
public static class Plan
{
    /// <summary>Every fault comes as often as any other, in an order that nobody knows before.</summary>
    public static IEnumerable<Round> Of(Shape shape, IReadOnlyList<Fault> faults)
    {
        var random = new Random(shape.Seed);
        var deck = new Queue<Fault>();
        for (var number = 1; number <= shape.Rounds; number++)
        {
            if (deck.Count == 0) deck = new Queue<Fault>(faults.OrderBy(_ => random.Next()).ToList());
            yield return new Round(number, deck.Dequeue(), random.Next(shape.Answers), random.Next(shape.Answers), random.Next());
        }
    }
}
