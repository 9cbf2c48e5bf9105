using System.Numerics;
using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Matching;

/// <summary>Where each expert is, by id: a hash table with linear probing, at most half full (Knuth, TAOCP 3, 6.4).</summary>
internal sealed class SlotsById
{
    /// <summary>Counted from 1; 0 is free.</summary>
    private readonly int[] slots;

    /// <param name="most">How many it has room for.</param>
    public SlotsById(int most) => slots = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, most * 2))];

    /// <summary>The slot of the expert, or -1.</summary>
    public int Find(ExpertId id, Candidate[] candidates) => slots[At(id, candidates)] - 1;

    /// <summary>False when the expert is there already.</summary>
    public bool TryAdd(int slot, Candidate[] candidates)
    {
        ref var at = ref slots[At(candidates[slot].Expert.Id, candidates)];
        if (at != 0) return false;
        at = slot + 1;
        return true;
    }

    /// <summary>The expert is to be in another slot. Before that is so.</summary>
    public void Move(ExpertId id, int slot, Candidate[] candidates) => slots[At(id, candidates)] = slot + 1;

    /// <summary>Takes the expert out. Before it is gone from its slot.</summary>
    public void Remove(ExpertId id, Candidate[] candidates)
    {
        var free = At(id, candidates);
        slots[free] = 0;
        // Whoever sought a place from before the gap on must still be found: they move up into it.
        for (var at = Next(free); slots[at] is var slot and > 0; at = Next(at))
        {
            var home = Home(candidates[slot - 1].Expert.Id);
            if (((at - home) & (slots.Length - 1)) < ((at - free) & (slots.Length - 1))) continue;
            (slots[free], slots[at]) = (slot, 0);
            free = at;
        }
    }

    /// <summary>Where the expert is in the table, or the free place where it would be.</summary>
    private int At(ExpertId id, Candidate[] candidates)
    {
        var at = Home(id);
        while (slots[at] is var slot and > 0 && candidates[slot - 1].Expert.Id != id) at = Next(at);
        return at;
    }

    private int Home(ExpertId id) => id.GetHashCode() & (slots.Length - 1);

    private int Next(int at) => (at + 1) & (slots.Length - 1);
}
