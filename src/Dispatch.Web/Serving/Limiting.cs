using System.Security.Claims;
using System.Threading.RateLimiting;
using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.RateLimiting;

namespace Dispatch.Web.Serving;

/// <summary>
/// How often somebody may call: a machine by its key, everybody else by the address. Who asks oftener is told when to try
/// again. Each process counts for itself.
/// </summary>
internal static class Limiting
{
    /// <summary>Under which a request keeps the machine that sent it.</summary>
    private static readonly object Machine = new();

    public static IServiceCollection AddLimiting(this IServiceCollection services, Rates rates)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<TimeProvider>((options, clock) =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Whose(context, rates, clock));
            options.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)) TooOften.Say(rejected.HttpContext.Response, after);
                return ValueTask.CompletedTask;
            };
        });
        return services;
    }

    /// <summary>Behind the routes, so that an answer of only a status gets its words; before anything is looked up but the key.</summary>
    public static void UseLimiting(this IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            if (!SafePages.IsPage(context) && (await context.AuthenticateAsync(AccountsSetup.Machines)).Principal is { } machine) context.Items[Machine] = machine;
            await next(context);
        });
        app.UseRateLimiter();
    }

    private static RateLimitPartition<string> Whose(HttpContext context, Rates rates, TimeProvider clock)
    {
        // The page that says so is not refused as well, and whoever watches the service may look.
        if (context.Response.StatusCode == StatusCodes.Status429TooManyRequests || context.Request.Path.StartsWithSegments("/health")) return RateLimitPartition.GetNoLimiter("");
        if (context.Items[Machine] is ClaimsPrincipal machine) return Minute($"key {machine.Identity!.Name}", ApiKeys.CallsPerMinute(machine) ?? rates.PerKey, clock);
        // Nobody has no address but who calls within the process.
        return context.Connection.RemoteIpAddress is { } from ? Minute($"address {Whence.Of(from)}", rates.PerAddress, clock) : RateLimitPartition.GetNoLimiter("");
    }

    private static RateLimitPartition<string> Minute(string whose, int most, TimeProvider clock) => RateLimitPartition.Get($"{whose} {most}", _ => new MinuteWindow(most, clock));
}
