namespace Dispatch.Persistence;

/// <summary>What is said differently in each database's SQL. What is put in is SQL as well.</summary>
public abstract class SqlWords
{
    /// <summary>Whether a text has a part.</summary>
    public abstract string Has(string text, string part);

    /// <summary>Whether text, kept as bytes, has a part.</summary>
    public abstract string HasInBytes(string bytes, string part);

    /// <summary>The later of two times.</summary>
    public abstract string Later(string one, string other);

    /// <summary>A new id, made of chance.</summary>
    public abstract string NewId { get; }
}
