namespace Dispatch.SystemTests;

/// <summary>What people do depends on nothing but their name and what they are asked.</summary>
public static class Script
{
    public static uint Number(string text) => text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
}
