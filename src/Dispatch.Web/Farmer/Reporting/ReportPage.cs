using Dispatch.Http;
using Dispatch.Intake;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>A step of a report. What is wrong with its fields is what the API would say of them.</summary>
public abstract class ReportPage(Words say, Drafts drafts, DispatchDb db, TimeProvider clock) : DispatchPage(say)
{
    /// <summary>Names this report: sent twice, it is one order.</summary>
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>As it is in the browser.</summary>
    public Draft Draft { get; private set; } = new();

    protected DispatchDb Db => db;

    protected DateTimeOffset Now => clock.GetUtcNow();

    protected CancellationToken Stop => HttpContext.RequestAborted;

    /// <summary>Whether one may be here before anything has been written.</summary>
    protected virtual bool IsFirst => false;

    /// <summary>Who has sent it sees the number, whichever step they go back to.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var draft = Guid.TryParseExact(Id, "N", out var id) ? drafts.Find(HttpContext, id) : null;
        Draft = draft ?? new Draft();
        context.Result = id == default ? NotFound()
            : Draft.Sent is not null && this is not SentModel ? Step("sent")
            : draft is null && !IsFirst ? Step("")
            : null;
        if (context.Result is null) await next();
    }

    /// <summary>Keeps what has been written.</summary>
    protected void Keep(Draft draft)
    {
        Draft = draft;
        drafts.Keep(HttpContext, Guid.ParseExact(Id, "N"), draft);
    }

    /// <summary>To another step of this report.</summary>
    protected RedirectResult Step(string step) => Redirect($"/report/{Id}{(step.Length == 0 ? "" : "/")}{step}");

    /// <summary>What the API would complain about, of these fields.</summary>
    protected async Task<IReadOnlyList<FieldError>> Wrong(Draft draft, params string[] fields)
    {
        try
        {
            await ReadOrder.Read(draft.Request(), db, Now, Stop);
            return [];
        }
        catch (BadInput bad)
        {
            return [.. bad.Errors.Where(error => fields.Contains(NameOf(error)))];
        }
    }
}
