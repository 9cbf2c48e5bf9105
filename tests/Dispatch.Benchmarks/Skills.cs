using Dispatch.Domain;

namespace Dispatch.Benchmarks;

/// <summary>Skills of very unequal frequency: the commonest is asked for, and held first, some forty times as often as the rarest.</summary>
internal static class Skills
{
    private static readonly (Skill Skill, double Weight)[] All = [.. Enum.GetValues<Skill>().Select((skill, i) => (skill, Math.Pow(i + 1, -1.5)))];
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
