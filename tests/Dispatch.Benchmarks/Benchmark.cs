using Spectre.Console.Rendering;

namespace Dispatch.Benchmarks;

/// <summary>Something that is measured.</summary>
/// <param name="Name">As it is asked for.</param>
/// <param name="Description">For the help.</param>
/// <param name="Run">Measures it, among so many experts where that is said.</param>
/// <param name="Fewest">How many experts there must be.</param>
/// <param name="Most">How many there may be.</param>
internal sealed record Benchmark(string Name, string Description, Func<int?, Outcome> Run, int Fewest = 1, int Most = World.MostExperts);

/// <summary>What came out.</summary>
/// <param name="Rows">The figures.</param>
/// <param name="Tables">The same for people.</param>
/// <param name="Faults">How many answers differ that must not, or are not proved; or were refused, lost or failed.</param>
internal sealed record Outcome(object Rows, IRenderable Tables, int Faults);
