using Dispatch.Domain;

namespace Dispatch.Benchmarks;

/// <summary>Sixty skills of very unequal frequency, the domain's own twelve among them.</summary>
internal static class Skills
{
    private const int Number = 60;
    private static readonly (Skill Skill, double Weight)[] All = [.. Enumerable.Range(0, Number).Select(n => ((Skill)n, Math.Pow(n + 1, -1.2)))];
    private static readonly double Total = All.Sum(one => one.Weight);

    /// <summary>So many different ones.</summary>
    public static IReadOnlyCollection<Skill> Some(int number, Random random)
    {
        var some = new HashSet<Skill>();
        while (some.Count < number) some.Add(One(random.NextDouble() * Total));
        return some;
    }

    private static Skill One(double at) => All.FirstOrDefault(one => (at -= one.Weight) < 0, All[^1]).Skill;
}
