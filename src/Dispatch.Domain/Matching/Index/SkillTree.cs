namespace Dispatch.Domain.Matching.Index;

/// <summary>
/// Those who hold one skill, along a space-filling curve, eight to a leaf and eight nodes to the next above (a packed R-tree:
/// Kamel and Faloutsos 1993), with the least load of all below in every node, and the eight kept together. Few are scanned
/// without the tree, and so are newcomers, until there are so many that a new tree is packed.
/// </summary>
internal sealed class SkillTree
{
    private const int Fan = Boxes.Count, MostLevels = 10;

    /// <summary>Up to so many a scan is as quick as a tree (8 to 64 measured within a twentieth among 100 to 10,000 experts).</summary>
    private const int Few = 16;

    private const int MostNewcomers = 64;

    /// <summary>Whoever has left.</summary>
    private const int Gone = -1;

    private readonly int[] members;

    /// <summary>From the leaves' boxes to the only eight at the top.</summary>
    private readonly Boxes[][] levels;

    private int[] newcomers = [];
    private int came, left;

    /// <param name="members">The slots of its holders, along the curve.</param>
    /// <param name="profiles">Of everybody, by slot.</param>
    public SkillTree(int[] members, Profile[] profiles)
    {
        this.members = members;
        var levels = new List<Boxes[]>();
        if (members.Length > Few)
        {
            levels.Add(Eights(members.Length, Fan, leaf => Leaf(leaf, profiles)));
            while (levels[^1].Length > 1) levels.Add(Eights(levels[^1].Length, 1, node => levels[^1][node].Around()));
        }
        this.levels = [.. levels];
    }

    /// <summary>How many hold the skill.</summary>
    public int Count => members.Length + came - left;

    /// <summary>Whether it is time to pack a new one: there is no room for another newcomer, or most places are empty.</summary>
    public bool IsWorn => came == MostNewcomers || (left > MostNewcomers && left > Count);

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
        if (position < 0 || levels.Length == 0) return;
        var node = position / Fan;
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
        if (position < 0 || levels.Length == 0) return;
        var node = position / Fan;
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
        if (levels.Length == 0) hunt.Consider(members);
        else Descend(ref hunt);
        hunt.Consider(newcomers.AsSpan(0, came));
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
            if (step.Level == 0) hunt.Consider(MembersOf(step.Node));
            else Enter(step, ref hunt, steps, ref top);
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

    private ReadOnlySpan<int> MembersOf(int leaf) => members.AsSpan(leaf * Fan, Math.Min(Fan, members.Length - (leaf * Fan)));

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
