namespace Dispatch.Domain.Matching.Index;

/// <summary>
/// Those who hold one skill, along a space-filling curve, eight to a leaf and eight nodes to the next above (a packed R-tree:
/// Kamel and Faloutsos 1993), with the least load of all below in every node, and the eight kept together. Few have a leaf
/// each and no tree above, and are scanned, eight at a time; and so are newcomers, one by one, until there are so many that a
/// new tree is packed.
/// </summary>
internal sealed class SkillTree
{
    private const int Fan = Boxes.Count, MostLevels = 10;

    /// <summary>Up to so many a scan is the quickest, if by little (RESULTS.md of the benchmarks).</summary>
    private const int Few = 64;

    private const int MostNewcomers = 64;

    /// <summary>Whoever has left.</summary>
    private const int Gone = -1;

    private readonly int[] members;

    /// <summary>How many share a leaf.</summary>
    private readonly int each;

    /// <summary>From the leaves' boxes to the only eight at the top; of few, the leaves' alone.</summary>
    private readonly Boxes[][] levels;

    private int[] newcomers = [];
    private int came, left;

    /// <param name="members">The slots of its holders, along the curve.</param>
    /// <param name="profiles">Of everybody, by slot.</param>
    public SkillTree(int[] members, Profile[] profiles)
    {
        this.members = members;
        each = members.Length <= Few ? 1 : Fan;
        var levels = new List<Boxes[]> { Eights(members.Length, each, leaf => Leaf(leaf, profiles)) };
        while (!IsScanned && levels[^1].Length > 1) levels.Add(Eights(levels[^1].Length, 1, node => levels[^1][node].Around()));
        this.levels = [.. levels];
    }

    /// <summary>How many hold the skill.</summary>
    public int Count => members.Length + came - left;

    /// <summary>Whether it is time to pack a new one: there is no room for another newcomer, or most places are empty.</summary>
    public bool IsWorn => came == MostNewcomers || (left > MostNewcomers && left > Count);

    private bool IsScanned => each == 1;

    /// <summary>Their slots, in no order.</summary>
    public IEnumerable<int> Slots => members.Concat(newcomers.Take(came)).Where(slot => slot != Gone);

    /// <summary>A newcomer, for whom there is room unless the tree <see cref="IsWorn"/>.</summary>
    /// <returns>The position: where among the members, or, less than 0, among the newcomers.</returns>
    public int Add(int slot)
    {
        if (newcomers.Length == 0) newcomers = new int[MostNewcomers];
        newcomers[came] = slot;
        return ~came++;
    }

    public void Remove(int position, Profile[] profiles)
    {
        SlotAt(position) = Gone;
        left++;
        if (position >= 0) PutRight(position, profiles);
    }

    /// <summary>Whoever is there has another slot now.</summary>
    public void Move(int position, int slot) => SlotAt(position) = slot;

    /// <summary>What is known of an expert has changed: the nodes above it are put right.</summary>
    public void PutRight(int position, Profile[] profiles)
    {
        if (position < 0) return;
        var node = position / each;
        var box = Leaf(node, profiles);
        foreach (var level in levels)
        {
            ref var eight = ref level[node / Fan];
            eight[node % Fan] = box;
            (node, box) = (node / Fan, eight.Around());
        }
    }

    /// <summary>The same, when it is only the load.</summary>
    public void LoadChanged(int position, Profile[] profiles)
    {
        if (position < 0) return;
        var node = position / each;
        var least = LeastLoad(node, profiles);
        foreach (var level in levels)
        {
            ref var eight = ref level[node / Fan];
            // What is above knows no better when this node's least has not changed.
            if (!eight.LoadChanges(node % Fan, least)) return;
            (node, least) = (node / Fan, eight.LeastLoadOfAll);
        }
    }

    /// <summary>Shows the hunt all who may cost no more than its best, the likeliest first.</summary>
    public void Search(ref Hunt hunt)
    {
        if (IsScanned) Scan(ref hunt);
        else Descend(ref hunt);
        foreach (var slot in newcomers.AsSpan(0, came)) hunt.Consider(slot);
    }

    private void Scan(ref Hunt hunt)
    {
        var eights = levels[0];
        for (var eight = 0; eight < eights.Length; eight++)
            foreach (var i in new Bits(hunt.Worth(in eights[eight], out _))) hunt.Consider(members[(eight * Fan) + i]);
    }

    /// <summary>Depth first, the nearest and least loaded of eight first.</summary>
    private void Descend(ref Hunt hunt)
    {
        Span<Step> steps = stackalloc Step[Fan * MostLevels];
        var top = 0;
        Enter(new Step(0, levels.Length, 0), ref hunt, steps, ref top);
        while (top > 0)
        {
            var step = steps[--top];
            if (step.BoundKm > hunt.MostKm) continue;
            if (step.Level > 0) Enter(step, ref hunt, steps, ref top);
            else
                foreach (var slot in MembersOf(step.Node)) hunt.Consider(slot);
        }
    }

    private void Enter(Step step, ref Hunt hunt, scoped Span<Step> steps, ref int top)
    {
        var (below, first, bottom) = (step.Level - 1, step.Node * Fan, top);
        foreach (var i in new Bits(hunt.Worth(levels[below][step.Node], out var boundsKm)))
        {
            var (at, boundKm) = (top++, boundsKm[i]);
            for (; at > bottom && steps[at - 1].BoundKm < boundKm; at--) steps[at] = steps[at - 1];
            steps[at] = new Step(boundKm, below, first + i);
        }
    }

    private ref int SlotAt(int position)
    {
        if (position < 0) return ref newcomers[~position];
        return ref members[position];
    }

    private ReadOnlySpan<int> MembersOf(int leaf) => members.AsSpan(leaf * each, Math.Min(each, members.Length - (leaf * each)));

    /// <summary>The boxes of all nodes of a level, by eight.</summary>
    private static Boxes[] Eights(int below, int each, Func<int, Box> boxOf)
    {
        var nodes = (below + each - 1) / each;
        var eights = new Boxes[(nodes + Fan - 1) / Fan];
        for (var node = 0; node < eights.Length * Fan; node++) eights[node / Fan][node % Fan] = node < nodes ? boxOf(node) : Box.Nobody;
        return eights;
    }

    private Box Leaf(int leaf, Profile[] profiles)
    {
        var box = Box.Nobody;
        foreach (var slot in MembersOf(leaf))
            if (slot != Gone) box.Take(Box.Of(profiles[slot]));
        return box;
    }

    private float LeastLoad(int leaf, Profile[] profiles)
    {
        var least = float.PositiveInfinity;
        foreach (var slot in MembersOf(leaf))
            if (slot != Gone) least = MathF.Min(least, profiles[slot].Load);
        return least;
    }

    /// <summary>A node that is yet to be entered, or a leaf, of level 0.</summary>
    private readonly record struct Step(float BoundKm, int Level, int Node);
}
