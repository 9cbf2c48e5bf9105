namespace Dispatch.Benchmarks.Pipeline.Floors;

/// <summary>What differs from one order to the next.</summary>
internal enum Name
{
    Order,
    Tracking,
    Offer,
    Expert,
    /// <summary>The message OrderSubmitted.</summary>
    Submitted,
    /// <summary>The message OrderWaiting.</summary>
    Waiting,
    /// <summary>The message OfferMade.</summary>
    Made,
    /// <summary>The farmer's notice.</summary>
    ToldFarmer,
    /// <summary>The expert's notice.</summary>
    ToldExpert,
}

/// <summary>A statement that writes a row as the service wrote it, for another order.</summary>
/// <param name="Sql">With parameters.</param>
/// <param name="Cells">What each is for an order.</param>
internal sealed record Template(string Sql, IReadOnlyList<Cell> Cells)
{
    public Statement For(IReadOnlyDictionary<Name, object> order)
    {
        var values = new object[Cells.Count];
        for (var n = 0; n < values.Length; n++) values[n] = Cells[n].For(order);
        return new Statement(Sql, values);
    }
}

/// <summary>A value that is the same for all orders, or is one of an order's names, or a text with such names in it.</summary>
internal sealed class Cell
{
    private readonly object value;
    private readonly Name? name;
    private readonly List<KeyValuePair<Name, string>> within = [];

    /// <param name="value">As the service stored it.</param>
    /// <param name="known">The names of the order it was stored for, as text.</param>
    public Cell(object value, IReadOnlyDictionary<Name, string> known)
    {
        this.value = value;
        foreach (var one in known)
            if (one.Value.Equals($"{value}", StringComparison.OrdinalIgnoreCase)) name = one.Key;
            else if (value is string text && text.Contains(one.Value, StringComparison.OrdinalIgnoreCase)) within.Add(one);
    }

    public object For(IReadOnlyDictionary<Name, object> order)
    {
        if (name is { } whole) return order[whole];
        if (within.Count == 0) return value;
        var text = (string)value;
        foreach (var (part, known) in within)
            if (order.TryGetValue(part, out var other)) text = text.Replace(known, $"{other}", StringComparison.OrdinalIgnoreCase);
        return text;
    }
}
