using Dispatch.Domain.Pairings;

namespace Dispatch.Persistence;

/// <summary>Which pairings run at a time: asked by every stage that has to do with them.</summary>
public static class RunningPairings
{
    /// <summary>As <see cref="Pairing.Covers"/>.</summary>
    public static IQueryable<Pairing> RunningAt(this IQueryable<Pairing> pairings, DateTimeOffset at) =>
        pairings.Where(pairing => pairing.From <= at && at < pairing.To && (pairing.EndedAt == null || at < pairing.EndedAt));
}
