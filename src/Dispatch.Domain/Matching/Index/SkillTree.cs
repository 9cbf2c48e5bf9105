namespace Dispatch.Domain.Matching.Index;

/// <summary>
/// Those who hold one skill, along a space-filling curve, eight to a leaf and eight nodes to the next above (a packed R-tree:
/// Kamel and Faloutsos 1993), with the least load of all below in every node. Few are scanned without the tree.
/// </summary>
internal sealed class SkillTree
{
    private const int Fan = 8, MostLevels = 10;

    /// <summary>Up to so many a scan is as quick as a tree (8 and 64 measured alike, 256 a tenth slower, among 1,000 and 10,000 experts).</summary>
    private const int Few = 64;

    private readonly int[] members;
    private readonly Box[][] levels;

    /// <param name="members">Where on the curve its holders are, in that order.</param>
    /// <param name="profiles">Of everybody, along the curve.</param>
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

    public ReadOnlySpan<int> Members => members;

    /// <summary>An expert's load has changed: the nodes above it are put right.</summary>
    /// <param name="place">Where among the members it is.</param>
    /// <param name="profiles">Of everybody, along the curve.</param>
    public void LoadChanged(int place, Profile[] profiles)
    {
        if (levels.Length == 0) return;
        var node = place / Fan;
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

    /// <summary>Shows the hunt all members that may cost no more than its best, the likeliest first.</summary>
    public void Search(ref Hunt hunt)
    {
        if (levels.Length == 0) Scan(ref hunt);
        else Descend(ref hunt);
    }

    private void Scan(ref Hunt hunt)
    {
        Span<float> bounds = stackalloc float[Few];
        bounds = bounds[..members.Length];
        for (var i = 0; i < members.Length; i++) bounds[i] = hunt.BoundKm(members[i]);
        for (var next = LeastOf(bounds); next >= 0 && bounds[next] <= hunt.MostKm; next = LeastOf(bounds))
        {
            hunt.Judge(members[next]);
            bounds[next] = float.PositiveInfinity;
        }
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
            if (step.Level == 0) Visit(step.Node, ref hunt);
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

    private void Visit(int leaf, ref Hunt hunt)
    {
        foreach (var member in MembersOf(leaf)) hunt.Consider(member);
    }

    private ReadOnlySpan<int> MembersOf(int leaf) => members.AsSpan(leaf * Fan, Math.Min(Fan, members.Length - (leaf * Fan)));

    private ReadOnlySpan<Box> Children(int level, int parent) => levels[level].AsSpan(parent * Fan, Math.Min(Fan, levels[level].Length - (parent * Fan)));

    private Box[] Leaves(Profile[] profiles)
    {
        var leaves = new Box[(members.Length + Fan - 1) / Fan];
        Array.Fill(leaves, Box.Nobody);
        for (var i = 0; i < members.Length; i++) leaves[i / Fan].Take(Box.Of(profiles[members[i]]));
        return leaves;
    }

    private static Box[] Above(Box[] below)
    {
        var above = new Box[(below.Length + Fan - 1) / Fan];
        Array.Fill(above, Box.Nobody);
        for (var i = 0; i < below.Length; i++) above[i / Fan].Take(below[i]);
        return above;
    }

    private float LeastLoad(int leaf, Profile[] profiles)
    {
        var least = float.PositiveInfinity;
        foreach (var member in MembersOf(leaf)) least = MathF.Min(least, profiles[member].LoadIfFree);
        return least;
    }

    /// <summary>The first of the least, or -1 when all are infinite.</summary>
    private static int LeastOf(Span<float> bounds)
    {
        var (least, at) = (float.PositiveInfinity, -1);
        for (var i = 0; i < bounds.Length; i++)
            if (bounds[i] < least) (least, at) = (bounds[i], i);
        return at;
    }

    private readonly record struct Step(float BoundKm, int Level, int Node);
}
