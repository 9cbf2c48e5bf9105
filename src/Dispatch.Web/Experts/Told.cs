using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Web.Experts;

/// <summary>How an act is answered: with a page to who pressed a button, in a word to the phone that sends what it had kept.</summary>
internal readonly struct Told(HttpRequest request)
{
    private const string Json = "application/json";
    private readonly bool phone = request.Headers[HeaderNames.Accept] == Json;

    /// <summary>It is done, and has been done once.</summary>
    public IActionResult Done(string next) => phone ? new JsonResult(new { done = true }) : new RedirectResult(next);

    /// <summary>It was not done.</summary>
    /// <param name="why">In words, for the phone.</param>
    /// <param name="status">The same for machines.</param>
    /// <param name="page">Draws it for who pressed a button.</param>
    public async Task<IActionResult> OrPage(string why, int status, Func<Task<IActionResult>> page) => phone ? new JsonResult(new { why }) { StatusCode = status } : await page();
}
