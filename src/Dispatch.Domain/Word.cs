namespace Dispatch.Domain;

/// <summary>Reads one of our words. Not a number, and not "Agronomy,Seed", which <see cref="Enum.TryParse{T}(string, out T)"/> would add up to a third.</summary>
public static class Word
{
    public static bool TryRead<T>(string? text, out T word)
        where T : struct, Enum
    {
        var index = Array.FindIndex(Enum.GetNames<T>(), name => name.Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase));
        word = index < 0 ? default : Enum.GetValues<T>()[index];
        return index >= 0;
    }
}
