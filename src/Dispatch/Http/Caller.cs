using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Http;

/// <summary>
/// Who calls, as the header Dispatch-Actor says: "Role:name", percent-encoded where it is not ASCII. A farmer's name is
/// the phone number, an expert's the id. There are no accounts yet, so the service listens on loopback only.
/// </summary>
public sealed record Caller(Actor Actor)
{
    public const string Header = "Dispatch-Actor";

    /// <summary>Called by the framework to bind an endpoint's parameter.</summary>
    /// <exception cref="BadInput">The header is missing or not "Role:name".</exception>
    public static ValueTask<Caller?> BindAsync(HttpContext context)
    {
        var text = Uri.UnescapeDataString(context.Request.Headers[Header].ToString()).Trim();
        if (text.Length == 0) throw new BadInput(Header, "Required");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == text.Length - 1 || text.Length > 100 || !Word.TryRead(text[..colon], out Role role) || role == Role.Engine)
            throw new BadInput(Header, "NotAnActor", text);
        return ValueTask.FromResult<Caller?>(new Caller(Of(role, text[(colon + 1)..].Trim())));
    }

    /// <summary>An expert's id is written one way only.</summary>
    private static Actor Of(Role role, string name) =>
        role == Role.Expert && Guid.TryParse(name, out var id) ? Actor.Expert(new ExpertId(id)) : new Actor(role, name);

    /// <summary>The expert who calls.</summary>
    /// <exception cref="BadInput">The caller is no expert.</exception>
    public ExpertId Expert =>
        Actor.Role == Role.Expert && Guid.TryParse(Actor.Name, out var id) ? new ExpertId(id) : throw new BadInput(Header, "NotAnExpert", Actor.ToString());

    /// <exception cref="BadInput">The caller has another role.</exception>
    public Actor As(params ReadOnlySpan<Role> roles) =>
        roles.Contains(Actor.Role) ? Actor : throw new BadInput(Header, "NotYourRole", Actor.Role, string.Join(", ", roles.ToArray()));
}
