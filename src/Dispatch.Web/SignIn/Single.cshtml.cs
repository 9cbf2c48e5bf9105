using Dispatch.Accounts;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Dispatch.Web.SignIn;

/// <summary>The way to the organisation's sign-in, and out of it. Reached by links: a form would not be let through to another site.</summary>
public sealed class SingleModel(Settings settings, IOptionsMonitor<OpenIdConnectOptions> options, ILogger<SingleModel> log) : PageModel
{
    public Task<IActionResult> OnGetAsync(string? back) =>
        Go(() => HttpContext.ChallengeAsync(SingleSignOnSetup.Scheme, new AuthenticationProperties { RedirectUri = Url.To(back, "/account") }));

    public Task<IActionResult> OnGetOutAsync() => Go(async () =>
    {
        var there = await options.Get(SingleSignOnSetup.Scheme).ConfigurationManager!.GetConfigurationAsync(HttpContext.RequestAborted);
        if (string.IsNullOrEmpty(there.EndSessionEndpoint)) Response.Redirect("/sign-in");
        else await HttpContext.SignOutAsync(SingleSignOnSetup.Scheme, new AuthenticationProperties { RedirectUri = "/sign-in" });
    });

    /// <summary>Whoever finds it out of reach is told so, and has the password.</summary>
    private async Task<IActionResult> Go(Func<Task> there)
    {
        if (!settings.SingleSignOn.IsOn) return NotFound();
        try
        {
            await there();
            return new EmptyResult();
        }
        catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException or IOException or TaskCanceledException && !HttpContext.RequestAborted.IsCancellationRequested)
        {
            log.LogWarning("Single sign-on is out of reach: {Why}", failure.GetBaseException().Message);
            return Redirect("/sign-in?why=SingleDown");
        }
    }
}
