using System.Globalization;
using System.Security.Claims;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dispatch.Accounts;

/// <summary>Who has signed in, as the cookie says.</summary>
/// <param name="Actor">As history shows it.</param>
/// <param name="Name">What the person is called.</param>
/// <param name="Station">Of a clerk.</param>
/// <param name="MustChange">Whether the password is one that somebody else has seen.</param>
public sealed record SignedIn(Actor Actor, string Name, StationId? Station, bool MustChange)
{
    private const string NameClaim = "name";
    private const string StationClaim = "station";
    private const string ExpertClaim = "expert";
    private const string OneTimeClaim = "one-time";

    /// <summary>Null when nobody has.</summary>
    public static SignedIn? Of(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true } || user.FindFirstValue(NameClaim) is not { } name) return null;
        var role = Enum.Parse<Role>(user.FindFirstValue(ClaimTypes.Role)!);
        var actor = user.FindFirstValue(ExpertClaim) is { } expert ? Actor.Expert(new ExpertId(Guid.Parse(expert))) : new Actor(role, $"{name} ({user.Identity.Name})");
        return new SignedIn(actor, name, user.FindFirstValue(StationClaim) is { } station ? new StationId(Guid.Parse(station)) : null, user.HasClaim(claim => claim.Type == OneTimeClaim));
    }

    /// <summary>Until when a password that somebody else has seen lets this person change it; null when it is the person's own.</summary>
    internal static DateTimeOffset? OneTimeUntil(ClaimsPrincipal user) =>
        user.FindFirstValue(OneTimeClaim) is { } ticks ? new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero) : null;

    /// <summary>Makes what the cookie says of an account.</summary>
    internal sealed class Factory(IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<Account>
    {
        public Task<ClaimsPrincipal> CreateAsync(Account user)
        {
            var names = options.Value.ClaimsIdentity;
            var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme);
            identity.AddClaim(new Claim(names.UserIdClaimType, user.Id.ToString()));
            identity.AddClaim(new Claim(names.UserNameClaimType, user.UserName!));
            identity.AddClaim(new Claim(names.SecurityStampClaimType, user.SecurityStamp!));
            identity.AddClaim(new Claim(names.RoleClaimType, $"{user.Role}"));
            identity.AddClaim(new Claim(NameClaim, user.Name));
            if (user.Station is { } station) identity.AddClaim(new Claim(StationClaim, station.ToString()));
            if (user.Expert is { } expert) identity.AddClaim(new Claim(ExpertClaim, expert.ToString()));
            if (user.OneTimeUntil is { } until) identity.AddClaim(new Claim(OneTimeClaim, until.UtcTicks.ToString(CultureInfo.InvariantCulture)));
            return Task.FromResult(new ClaimsPrincipal(identity));
        }
    }
}
