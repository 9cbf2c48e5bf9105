using System.Net;
using System.Text.RegularExpressions;

namespace Dispatch.Benchmarks.Pages;

/// <summary>A scripted client: it keeps its cookies, follows redirects and sends forms, and counts how long each page took.</summary>
internal sealed partial class Browser(Uri home, PageTimes times) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 4 }) { BaseAddress = home, Timeout = TimeSpan.FromMinutes(2) };

    /// <returns>The page.</returns>
    public Task<string> Open(string path) => times.Of(() => http.GetStringAsync(path));

    /// <summary>Opens a page, fills its form in and sends it.</summary>
    /// <returns>The page it led to.</returns>
    public async Task<string> Send(string path, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await Open(path)).Groups[1].Value;
        return await times.Of(async () =>
        {
            using var form = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("csrf", token)]);
            using var answer = await http.PostAsync(path, form);
            return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        });
    }

    /// <summary>The board's news, as they come.</summary>
    public async Task<StreamReader> Listen() => new(await http.GetStreamAsync("/board/news"));

    public void Dispose() => http.Dispose();

    [GeneratedRegex("""name="csrf"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="csrf""")]
    private static partial Regex Token();
}
