using Dispatch.Domain.Orders;
using Dispatch.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Dispatch.Privacy;

/// <summary>
/// Notes who is given what is marked with <see cref="ShowsPersonsAttribute"/>, page or endpoint, before the answer leaves:
/// what can't be noted is not given, and whoever asked is told as of any database that can't be written.
/// </summary>
public sealed class AuditAccess(RequestDelegate next, AuditLog log, TimeProvider clock)
{
    /// <summary>Bytes; what is longer, such as the whole log as a table, waits in a file of its own.</summary>
    private const int InMemory = 1 << 20;
    private static readonly PathString Api = "/api";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<ShowsPersonsAttribute>() is not { } shows)
        {
            await next(context);
            return;
        }
        var answer = context.Response.Body;
        await using var held = new FileBufferingWriteStream(InMemory);
        context.Response.Body = held;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = answer;
        }
        if (IsGiven(context, endpoint)) await log.Note(AuditRow.Of(await Viewer.Of(context), shows.Act ?? NameOf(endpoint), shows.By is { } by ? Whose(context, by) : null, clock.GetUtcNow()));
        await held.DrainBufferAsync(answer, context.RequestAborted);
    }

    /// <summary>A page that says what is wrong with what was typed shows the order as well; a problem of the API doesn't. Trouble is another page's to tell.</summary>
    private static bool IsGiven(HttpContext context, Endpoint endpoint) =>
        context.GetEndpoint() == endpoint && context.Response.StatusCode switch
        {
            StatusCodes.Status204NoContent => false,
            >= 200 and < 300 => true,
            StatusCodes.Status400BadRequest or StatusCodes.Status409Conflict => !context.Request.Path.StartsWithSegments(Api),
            _ => false,
        };

    private static string NameOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;

    private static string? Whose(HttpContext context, string by)
    {
        var said = context.GetRouteValue(by)?.ToString() ?? context.Request.Query[by].ToString();
        return TrackingNumber.TryParse(said, out var number) ? number.Value : said;
    }
}
