namespace Dispatch.Domain;

/// <summary>Who can act. Stored by name.</summary>
public enum Role { Farmer, Expert, Clerk, Desk, Office, Administrator, Engine }

/// <summary>Who did it, as history shows it: a role and the name or id within it.</summary>
public readonly record struct Actor(Role Role, string Name)
{
    /// <summary>The service itself: triage, matching, a time limit that ran out.</summary>
    public static Actor Engine(string part) => new(Role.Engine, part);

    public static Actor Expert(Experts.ExpertId id) => new(Role.Expert, id.ToString());

    public override string ToString() => $"{Role}:{Name}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">Not "Role:name".</exception>
    public static Actor Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Word.TryRead(text[..colon], out Role role)
            ? new Actor(role, text[(colon + 1)..])
            : throw new FormatException($"'{text}' is no actor: expected Role:name.");
    }
}
