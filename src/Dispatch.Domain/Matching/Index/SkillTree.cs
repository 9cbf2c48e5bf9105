namespace Dispatch.Domain.Matching.Index;

/// <summary>
/// Those who hold one skill, along a space-filling curve, eight to a leaf and eight nodes to the next above (a packed R-tree:
/// Kamel and Faloutsos 1993), with the least load of all below in every node. Few are scanned without the tree, and so are
/// newcomers, until there are so many that a new tree is packed.
/// </summary>
internal sealed class SkillTree
{
    private const int Fan = 8, MostLevels = 10;

    /// <summary>Up to so many a scan is as quick as a tree (8 and 64 measured alike, 256 a tenth slower, among 1,000 and 10,000 experts).</summary>
    private const int Few = 64;

    /// <summary>Whoever has left.</summary>
    private const int Gone = -1;

    private readonly int[] members;
    private readonly Box[][] levels;
    private int[] newcomers = [];
    private int came, left;

    /// <param name="members">The slots of its holders, along the curve.</param>
    /// <param name="profiles">Of everybody, by slot.</param>
    public SkillTree(int[] members, Profile[] profiles)
    {
        this.members = members;
        var levels = new List<Box[]>();
        if (members.Length > Few)
        {
            levels.Add(Leaves(profiles));
            while (levels[^1].Length > 1) levels.Add(Above(levels[^1]));
        }
        this.levels = [.. levels];
    }

    /// <summary>How many hold the skill.</summary>
    public int Count => members.Length + came - left;

    /// <summary>Whether it is time to pack a new one: there is no room for another newcomer, or most places are empty.</summary>
    public bool IsWorn => came == Few || (left > Few && left > Count);

    /// <summary>Their slots, in no order.</summary>
    public IEnumerable<int> Slots => members.Concat(newcomers.Take(came)).Where(slot => slot != Gone);

    /// <summary>A newcomer, for whom there is room unless the tree <see cref="IsWorn"/>.</summary>
    /// <returns>The position: where among the members, or, less than 0, among the newcomers.</returns>
    public int Add(int slot)
    {
        if (newcomers.Length == 0) newcomers = new int[Few];
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
        levels[0][node] = Leaf(node, profiles);
        for (var level = 1; level < levels.Length; level++)
        {
            node /= Fan;
            levels[level][node] = Around(Children(level - 1, node));
        }
    }

    /// <summary>The same, when it is only the load.</summary>
    public void LoadChanged(int position, Profile[] profiles)
    {
        if (position < 0 || levels.Length == 0) return;
        var node = position / Fan;
        var least = LeastLoad(node, profiles);
        for (var level = 0; ; level++)
        {
            // What is above knows no better when this node's least has not changed.
            if (levels[level][node].LeastLoad == least) return;
            levels[level][node].LeastLoad = least;
            if (level + 1 == levels.Length) return;
            node /= Fan;
            least = float.PositiveInfinity;
            foreach (ref readonly var child in Children(level, node)) least = MathF.Min(least, child.LeastLoad);
        }
    }

    /// <summary>Shows the hunt all who may cost no more than its best, the likeliest first.</summary>
    public void Search(ref Hunt hunt)
    {
        if (levels.Length == 0) Show(members, ref hunt);
        else Descend(ref hunt);
        Show(newcomers.AsSpan(0, came), ref hunt);
    }

    private static void Show(ReadOnlySpan<int> slots, ref Hunt hunt)
    {
        foreach (var slot in slots)
            if (slot != Gone) hunt.Consider(slot);
    }

    /// <summary>Depth first, the nearest and least loaded of eight first.</summary>
    private void Descend(ref Hunt hunt)
    {
        Span<Step> steps = stackalloc Step[Fan * MostLevels];
        var top = 0;
        steps[top++] = new Step(0, levels.Length - 1, 0);
        while (top > 0)
        {
            var step = steps[--top];
            if (step.BoundKm > hunt.MostKm) continue;
            if (step.Level == 0) Show(MembersOf(step.Node), ref hunt);
            else Enter(step, ref hunt, steps, ref top);
        }
    }

    private void Enter(Step step, ref Hunt hunt, scoped Span<Step> steps, ref int top)
    {
        var (below, first) = (step.Level - 1, step.Node * Fan);
        var children = Children(below, step.Node);
        var bottom = top;
        for (var i = 0; i < children.Length; i++)
        {
            var bound = hunt.BoundKm(children[i]);
            if (bound > hunt.MostKm) continue;
            var at = top++;
            for (; at > bottom && steps[at - 1].BoundKm < bound; at--) steps[at] = steps[at - 1];
            steps[at] = new Step(bound, below, first + i);
        }
    }

    private ref int SlotAt(int position)
    {
        if (position < 0) return ref newcomers[~position];
        return ref members[position];
    }

    private ReadOnlySpan<int> MembersOf(int leaf) => members.AsSpan(leaf * Fan, Math.Min(Fan, members.Length - (leaf * Fan)));

    private ReadOnlySpan<Box> Children(int level, int parent) => levels[level].AsSpan(parent * Fan, Math.Min(Fan, levels[level].Length - (parent * Fan)));

    private Box[] Leaves(Profile[] profiles)
    {
        var leaves = new Box[(members.Length + Fan - 1) / Fan];
        for (var leaf = 0; leaf < leaves.Length; leaf++) leaves[leaf] = Leaf(leaf, profiles);
        return leaves;
    }

    private static Box[] Above(Box[] below)
    {
        var above = new Box[(below.Length + Fan - 1) / Fan];
        for (var node = 0; node < above.Length; node++) above[node] = Around(below.AsSpan(node * Fan, Math.Min(Fan, below.Length - (node * Fan))));
        return above;
    }

    private Box Leaf(int leaf, Profile[] profiles)
    {
        var box = Box.Nobody;
        foreach (var slot in MembersOf(leaf))
            if (slot != Gone) box.Take(Box.Of(profiles[slot]));
        return box;
    }

    private static Box Around(ReadOnlySpan<Box> boxes)
    {
        var around = Box.Nobody;
        foreach (ref readonly var box in boxes) around.Take(box);
        return around;
    }

    private float LeastLoad(int leaf, Profile[] profiles)
    {
        var least = float.PositiveInfinity;
        foreach (var slot in MembersOf(leaf))
            if (slot != Gone) least = MathF.Min(least, profiles[slot].LoadIfFree);
        return least;
    }

    private readonly record struct Step(float BoundKm, int Level, int Node);
}
