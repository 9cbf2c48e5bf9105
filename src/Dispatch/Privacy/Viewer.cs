using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Http;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Privacy;

/// <summary>Who is given data of a person, through which machine, and where.</summary>
/// <param name="Who">The person; a farmer without a name is one who has shown an order's number and the digits of its phone.</param>
/// <param name="Key">The name of the machine's key; null for who looks at a page.</param>
/// <param name="Address">Where from.</param>
public sealed record Viewer(Actor Who, string? Key, string? Address)
{
    private static readonly PathString Api = "/api";

    /// <summary>Whoever may use the database's file.</summary>
    public static Viewer AtConsole => new(new Actor(Role.Administrator, Environment.UserName), null, "console");

    /// <summary>Who asks.</summary>
    public static async Task<Viewer> Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString();
        return SignedIn.Of(context.User) is { } me ? new Viewer(me.Actor, null, address)
            : context.Request.Path.StartsWithSegments(Api) ? new Viewer((await Caller.BindAsync(context))!.Actor, context.User.Identity?.Name, address)
            : new Viewer(new Actor(Role.Farmer, context.Features.Get<KnownFarmer>()?.Phone ?? ""), null, address);
    }
}
