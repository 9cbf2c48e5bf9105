using Dispatch.Web.Watching;

namespace Dispatch.Web.Pages;

/// <summary>
/// What a browser may do with a page: nothing from elsewhere but a map's tiles where they are configured, no script and no style but the
/// service's own files, no frame around it, and no guessing what a file is. Pages may show a farmer's data, so nobody keeps a copy
/// of them; but an expert's phone keeps the expert's own, where there is no network (decision 24).
/// </summary>
internal sealed class SafePages(RequestDelegate next, Settings settings)
{
    private const string Policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'";
    private static readonly PathString[] Machines = ["/api", "/openapi", "/health", WatchingSetup.Path];
    private readonly string policy = settings.Map.Host() is { } tiles ? $"{Policy} {tiles}" : Policy;

    /// <summary>Whether people look at it, and not programs.</summary>
    public static bool IsPage(HttpContext context) => !Machines.Any(machine => context.Request.Path.StartsWithSegments(machine));

    public Task InvokeAsync(HttpContext context)
    {
        if (IsPage(context)) context.Response.OnStarting(Guard, context.Response.Headers);
        return next(context);
    }

    private Task Guard(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        if (headers.CacheControl.Count == 0 || headers.CacheControl.ToString().StartsWith("no-cache", StringComparison.Ordinal)) headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
