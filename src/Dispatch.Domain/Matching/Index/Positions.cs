namespace Dispatch.Domain.Matching.Index;

/// <summary>Where in the tree of each of their skills the experts are: a run of numbers for each slot, all in one array. For whoever changes; nobody looks them up.</summary>
internal sealed class Positions
{
    private int[] starts, runs;
    private byte[] lengths;
    private int used;

    /// <param name="lengths">How many skills each expert has.</param>
    public Positions(byte[] lengths)
    {
        (this.lengths, starts) = (lengths, new int[lengths.Length]);
        for (var slot = 0; slot < lengths.Length; slot++)
        {
            starts[slot] = used;
            used += lengths[slot];
        }
        runs = new int[used];
    }

    /// <summary>The expert's, in the order of the skills' bits.</summary>
    public Span<int> this[int slot] => runs.AsSpan(starts[slot], lengths[slot]);

    /// <summary>For so many slots, and for one new run.</summary>
    public void MakeRoom(int slots)
    {
        if (slots > lengths.Length)
        {
            Array.Resize(ref starts, slots);
            Array.Resize(ref lengths, slots);
        }
        if (used + Roster.MostSkills > runs.Length) CloseGaps();
    }

    /// <summary>A new run, for which there is room; what was in the old one is lost.</summary>
    public Span<int> Renew(int slot, int length)
    {
        (starts[slot], lengths[slot]) = (used, (byte)length);
        used += length;
        return this[slot];
    }

    /// <summary>The run goes to another slot.</summary>
    public void Move(int from, int to)
    {
        (starts[to], lengths[to]) = (starts[from], lengths[from]);
        lengths[from] = 0;
    }

    private void CloseGaps()
    {
        var live = lengths.Sum(length => length);
        var closed = new int[(live * 5 / 4) + Roster.MostSkills];
        used = 0;
        for (var slot = 0; slot < lengths.Length; slot++)
        {
            this[slot].CopyTo(closed.AsSpan(used));
            starts[slot] = used;
            used += lengths[slot];
        }
        runs = closed;
    }
}
