using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Privacy;
using Dispatch.Web.Clerk;
using Dispatch.Web.Doctor;
using Dispatch.Web.Experts;
using Dispatch.Web.Farmer;
using Dispatch.Web.Pages;
using Dispatch.Web.Watching;

namespace Dispatch.Web.Serving;

/// <summary>The service as a host: the same one for serve, demo and tests.</summary>
public static class ServiceHost
{
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Beside one that serves on the same machine.</summary>
    public const string WorkersUrl = "http://localhost:5090";

    /// <summary>Bytes; photos may be larger, and say so at their endpoint.</summary>
    private const long LargestBody = 1 << 20;

    /// <summary>A builder with the ordinary configuration: appsettings.json beside the program, environment, command line.</summary>
    public static WebApplicationBuilder Builder(string[] configured) =>
        WebApplication.CreateBuilder(new WebApplicationOptions { Args = configured, ContentRootPath = AppContext.BaseDirectory });

    /// <exception cref="BadSetting">A setting is unknown or can't be read; the message names it.</exception>
    public static Settings SettingsOf(IConfiguration configuration) => ReadSettings.From(configuration);

    /// <summary>Puts the service into the builder and builds it. Neither creates the database nor starts anything.</summary>
    /// <param name="builder">With the configuration.</param>
    /// <param name="settings">The service's own.</param>
    /// <param name="also">What is to be different from the ordinary.</param>
    public static WebApplication Build(WebApplicationBuilder builder, Settings settings, Action<IServiceCollection>? also = null)
    {
        builder.Services.AddDispatch(settings).AddScoped<Examination>().AddHealth().AddHostedService<ReloadWeights>().AddWatching(builder.Configuration);
        builder.Services.AddHostFiltering(options => options.AllowedHosts = Listening.Names(builder.Configuration));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        return settings.Role.Serves() ? Serving(builder, settings, also) : Working(builder, also);
    }

    private static WebApplication Serving(WebApplicationBuilder builder, Settings settings, Action<IServiceCollection>? also)
    {
        builder.Services.AddDescription().AddPages(settings).AddFarmerPages().AddClerkPages().AddExpertPages();
        builder.Services.AddProxies(settings).AddLimiting(settings.Rates);
        var overTheNetwork = Listening.IsPublic(builder.Configuration);
        if (overTheNetwork) builder.Services.AddOverTheNetwork();
        also?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseHostFiltering();
        app.UseOrderInHand();
        if (overTheNetwork) app.UseHsts();
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => Problems.Explain(context.HttpContext));
        app.UsePages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseLimiting();
        app.UseAuthorization();
        app.UseTurns();
        app.UseMiddleware<AuditAccess>().UseMiddleware<JsonInUtf8>().UseMiddleware<Idempotency>();
        app.MapGroup("/api/v1").RequireAuthorization(AccountsSetup.MachinesOnly).AddEndpointFilter<ByRight>().AddEndpointFilter<KnownParameters>().AddEndpointFilter<OneConnection>().MapDispatch();
        app.MapHealth();
        app.MapWatching();
        app.MapPages();
        app.MapFarmerPages();
        app.MapClerkPages();
        app.MapExpertPages();
        app.MapOpenApi();
        return app;
    }

    /// <summary>It is asked only how it is, and machines with a key watch it.</summary>
    private static WebApplication Working(WebApplicationBuilder builder, Action<IServiceCollection>? also)
    {
        also?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseHostFiltering();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapWatching();
        return app;
    }

    /// <summary>Builds it by the configuration, makes the database where there is none, and starts.</summary>
    /// <exception cref="BadSetting">A setting is wrong, or it would listen beyond loopback unprotected.</exception>
    /// <exception cref="IOException">Somebody listens there already.</exception>
    public static async Task<WebApplication> StartAsync(string[] configured, CancellationToken stop)
    {
        var builder = Builder(configured);
        var app = Ready(builder, SettingsOf(builder.Configuration));
        await StartAsync(app, stop);
        return app;
    }

    /// <summary>Refuses whatever can be refused, and builds it; nothing has been made or changed yet.</summary>
    /// <exception cref="BadSetting">A setting is wrong, or it would listen beyond loopback unprotected.</exception>
    /// <exception cref="IOException">Somebody listens there already.</exception>
    public static WebApplication Ready(WebApplicationBuilder builder, Settings settings)
    {
        if (settings is { Inbox: true, QueuesAfresh: false } && !builder.Environment.IsDevelopment()) throw new BadSetting("Dispatch:Inbox", settings.Inbox, "false outside the environment Development; a demonstration has its inbox by itself");
        if (settings is { Inbox: true, Role: not ProcessRole.All }) throw new BadSetting("Dispatch:Inbox", settings.Inbox, "false where several processes share the work: what one sends, no other could show");
        settings.Inbox ??= settings.Role == ProcessRole.All && (settings.QueuesAfresh || builder.Environment.IsDevelopment());
        builder.WebHost.UseUrls(Listening.On(builder.Configuration, settings.Role));
        Proxies.Named(settings);
        Listening.MustBeFree(builder.Configuration, settings.Role);
        Writable.Check(settings);
        return Build(builder, settings);
    }

    /// <summary>Makes the database where there is none, and starts.</summary>
    /// <exception cref="IOException">The database is of another version.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken stop)
    {
        await Schema.OpenAsync(app.Services, stop);
        await app.StartAsync(stop);
        if (Listening.IsPublic(app.Configuration)) app.Logger.LogInformation("Listening on {Urls}, for other machines too. 接受网络访问。", string.Join(", ", app.Urls));
        else app.Logger.LogInformation("Listening on loopback only ({Urls}). 只接受本机访问。", string.Join(", ", app.Urls));
    }
}
