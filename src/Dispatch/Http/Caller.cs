using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Http;

/// <summary>
/// For whom a machine calls, as the header Dispatch-Actor says: "Role:name", percent-encoded where it is not ASCII. A
/// farmer's name is the phone number, an expert's the id. The machine's key says in which roles it may name somebody.
/// </summary>
public sealed record Caller(Actor Actor)
{
    public const string Header = "Dispatch-Actor";

    /// <summary>Called by the framework to bind an endpoint's parameter.</summary>
    /// <exception cref="BadInput">The header is missing, there twice or not "Role:name".</exception>
    /// <exception cref="NotAllowed">The machine may not speak for that role.</exception>
    public static ValueTask<Caller?> BindAsync(HttpContext context)
    {
        if (context.Request.Headers[Header].Count > 1) throw new BadInput(Header, "MoreThanOnce");
        var text = Uri.UnescapeDataString(context.Request.Headers[Header].ToString()).Trim();
        if (text.Length == 0) throw new BadInput(Header, "Required");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || text[(colon + 1)..].ShowsNothing() || text.Length > 100 || !Word.TryRead(text[..colon], out Role role) || role == Role.Engine)
            throw new BadInput(Header, "NotAnActor", text);
        if (text.Any(char.IsControl)) throw new BadInput(Header, "ControlCharacters");
        if (!context.User.IsInRole($"{role}")) throw new NotAllowed("NotForThatRole", role);
        return ValueTask.FromResult<Caller?>(new Caller(Of(role, text[(colon + 1)..].Trim())));
    }

    /// <summary>An expert's id is written one way only, and so is a farmer's phone.</summary>
    private static Actor Of(Role role, string name) => role switch
    {
        Role.Expert => Guid.TryParse(name, out var id) ? Actor.Expert(new ExpertId(id)) : throw new BadInput(Header, "NotAnExpert", $"{role}:{name}"),
        Role.Farmer => new Actor(role, PhoneNumber.TryRead(name, out var phone) ? phone : name),
        _ => new Actor(role, name),
    };

    /// <summary>The expert who calls, where only experts may.</summary>
    public ExpertId Expert => new(Guid.Parse(Actor.Name));

    /// <summary>Whether somebody may not see what is between this expert and the stations.</summary>
    public bool IsOutside(ExpertId expert) => Actor.Role == Role.Farmer || IsAnother(expert);

    /// <summary>Whether the caller is one of those who call farmers; the office and administrators read without their numbers.</summary>
    public bool MustCall => Actor.Role is Role.Clerk or Role.Desk or Role.Expert;

    /// <summary>Whether this is an expert, and not that one.</summary>
    public bool IsAnother(ExpertId expert) => Actor.Role == Role.Expert && Expert != expert;
}
