namespace Dispatch.Web.SignIn;

/// <summary>Which act of <see cref="Http.Rights"/> a page is for, or one of its buttons.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ActAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
