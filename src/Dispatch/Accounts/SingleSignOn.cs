namespace Dispatch.Accounts;

/// <summary>The organisation's own sign-in for staff (OpenID Connect). Without an authority there is none.</summary>
public sealed class SingleSignOn
{
    /// <summary>Where its discovery document is below: https, or http on this machine.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Meant for the environment; it is shown nowhere.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Which claim of the ID token is the login here.</summary>
    public string Claim { get; set; } = "preferred_username";

    /// <summary>What the button calls it in Chinese.</summary>
    public string Name { get; set; } = "统一身份认证";

    /// <summary>What the button calls it in English.</summary>
    public string NameInEnglish { get; set; } = "single sign-on";

    public bool IsOn => Authority.Length > 0;

    /// <exception cref="BadSetting">It can't be reached so, or is not complete.</exception>
    internal void Check()
    {
        if (!IsOn) return;
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            throw new BadSetting("Dispatch:SingleSignOn:Authority", Authority, "an https:// address");
        if (ClientId.Length == 0) throw new BadSetting("Dispatch:SingleSignOn:ClientId", ClientId, "the id that the organisation's sign-in knows this service by");
        if (Claim.Length == 0) throw new BadSetting("Dispatch:SingleSignOn:Claim", Claim, "a claim like preferred_username");
    }
}
