using System.CommandLine;
using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Web.Serving;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch serve: the pages and the API, until it is told to stop.</summary>
internal static class Serve
{
    public static Command Command(Shell shell)
    {
        var urls = new Option<string?>("--urls") { Description = "where to listen; beyond this machine with https, or behind a proxy", DefaultValueFactory = _ => null };
        var migrate = new Option<bool>("--migrate") { Description = "bring an older database up to date first" };
        var serve = new Command("serve", $"Serves the pages and the API 启动服务 on {ServiceHost.DefaultUrl} (the default command)") { urls, migrate };
        serve.SetAction((parsed, stop) => Run(shell, parsed.GetValue(urls), parsed.GetValue(migrate), stop));
        return serve;
    }

    private static async Task<int> Run(Shell shell, string? urls, bool migrate, CancellationToken stop)
    {
        var builder = ServiceHost.Builder(urls is null ? shell.Configured : [.. shell.Configured, $"--urls={urls}"]);
        var settings = ServiceHost.SettingsOf(builder.Configuration);
        await using var app = ServiceHost.Ready(builder, settings);
        using var hold = await Storage.Of(settings.Database).Share(stop);
        if (migrate) await Schema.MigrateAsync(app.Services, stop);
        await ServiceHost.StartAsync(app, stop);
        await Welcome(shell, app, stop);
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    /// <summary>On the console, once.</summary>
    private static async Task Welcome(Shell shell, WebApplication app, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<AccountBook>().AddFirst(stop) is not { } first) return;
        foreach (var language in new[] { Language.Chinese, Language.English })
            await shell.Out.WriteLineAsync(Texts.In(language, "Accounts.First", first.Login, first.Password));
    }
}
