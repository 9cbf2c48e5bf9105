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
        var role = new Option<string?>("--role") { Description = "web: pages and API; worker: all that is done without being asked; all (the default): both" };
        role.AcceptOnlyFromAmong("web", "worker", "all");
        var migrate = new Option<bool>("--migrate") { Description = "bring an older database up to date first" };
        var serve = new Command("serve", $"Serves the pages and the API 启动服务 on {ServiceHost.DefaultUrl} (the default command)") { urls, role, migrate };
        serve.SetAction((parsed, stop) => Run(shell, [.. Set("urls", parsed.GetValue(urls)), .. Set("Dispatch:Role", parsed.GetValue(role))], parsed.GetValue(migrate), stop));
        return serve;
    }

    private static string[] Set(string setting, string? value) => value is null ? [] : [$"--{setting}={value}"];

    private static async Task<int> Run(Shell shell, string[] typed, bool migrate, CancellationToken stop)
    {
        var builder = ServiceHost.Builder([.. shell.Configured, .. typed]);
        var settings = ServiceHost.SettingsOf(builder.Configuration);
        await using var app = ServiceHost.Ready(builder, settings);
        using var hold = await Storage.Of(settings.Database).Share(stop);
        if (migrate) await Schema.MigrateAsync(app.Services, stop);
        await ServiceHost.StartAsync(app, stop);
        if (settings.Role.Serves()) await Welcome(shell, app, stop);
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
