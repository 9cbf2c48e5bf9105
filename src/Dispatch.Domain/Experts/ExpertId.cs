namespace Dispatch.Domain.Experts;

public readonly record struct ExpertId(Guid Value) : IComparable<ExpertId>
{
    /// <summary>The id of the expert with this code in the district's list.</summary>
    public static ExpertId For(string code) => new(NamedId.For("expert", code));

    public int CompareTo(ExpertId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();

    public static bool operator <(ExpertId left, ExpertId right) => left.CompareTo(right) < 0;

    public static bool operator >(ExpertId left, ExpertId right) => left.CompareTo(right) > 0;

    public static bool operator <=(ExpertId left, ExpertId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ExpertId left, ExpertId right) => left.CompareTo(right) >= 0;
}
