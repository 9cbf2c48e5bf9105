using System.Net;
using Dispatch.Notifying;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages;

/// <summary>What would have been sent to phones, codes included, where a demonstration or a developer tries it out; elsewhere there is no such page.</summary>
public sealed class InboxModel(Words say, Sinks sinks) : DispatchPage(say)
{
    /// <summary>What a proxy adds. Whoever comes through one does not sit at this machine, though the proxy does.</summary>
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    public IReadOnlyList<InboxNotice> Notices { get; private set; } = [];

    public IActionResult OnGet()
    {
        if (sinks.Inbox is not { } inbox || !IsHere()) return NotFound();
        Notices = inbox.Newest;
        return Page();
    }

    private bool IsHere() => (HttpContext.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from)) && !Forwarding.Any(Request.Headers.ContainsKey);
}
