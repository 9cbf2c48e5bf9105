using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Dispatch.Tests.Pages;

/// <summary>Somebody with a browser that runs no script: it follows redirects, keeps cookies, and sends a page's forms as they are filled in.</summary>
internal sealed class Visitor(Service service, string language = "zh-CN", string at = "http://localhost/")
{
    private const string Home = "localhost";
    private static readonly HtmlParser Html = new();
    private readonly CookieContainer cookies = new();

    /// <summary>Where one is, as the address bar shows it.</summary>
    public Uri Address { get; private set; } = new(at);

    public HttpStatusCode Status { get; private set; }

    public IHtmlDocument Page { get; private set; } = Html.ParseDocument("");

    /// <summary>How to reach other sites; a browser that has none goes nowhere else.</summary>
    public HttpClient? Elsewhere { get; init; }

    /// <summary>The Set-Cookie headers of the way to this page.</summary>
    public List<string> SetCookies { get; } = [];

    /// <summary>What is read in the middle of the page.</summary>
    public string Text => Read(Page.QuerySelector("main"));

    public string Title => Read(Page.QuerySelector("h1"));

    /// <summary>The same browser's other finger: same cookies, same page, before either has pressed.</summary>
    public Visitor Twin()
    {
        var twin = new Visitor(service, language) { Address = Address, Page = Page };
        twin.cookies.Add(cookies.GetAllCookies());
        return twin;
    }

    public Task Open(string path) => Go(HttpMethod.Get, new Uri(Address, path), null);

    /// <summary>A file, as it is.</summary>
    public async Task<byte[]> Bytes(string path)
    {
        var address = new Uri(Address, path);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Cookie", cookies.GetCookieHeader(address) }, { "Accept-Language", language } } };
        using var answer = await service.Http.SendAsync(request);
        Status = answer.StatusCode;
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>What the service sends line by line, for as long as it goes on.</summary>
    public async Task<StreamReader> Listen(string path)
    {
        var address = new Uri(Address, path);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Cookie", cookies.GetCookieHeader(address) } } };
        var answer = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Status = answer.StatusCode;
        return new StreamReader(await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Sends the page's form whose action or fields match, with what is typed into it; the rest as the page has it.</summary>
    public Task Send(params (string Field, string? Value)[] typed) => Send([], typed);

    public Task Send(byte[][] photos, params (string Field, string? Value)[] typed)
    {
        var names = typed.Select(field => field.Field);
        var form = Page.QuerySelectorAll<IHtmlFormElement>("main form").First(form => names.All(name => form.QuerySelector($"[name='{name}']") is not null));
        return Press(form, photos, typed);
    }

    /// <summary>Presses the button of a form by what it is for: "Cancel", "Close".</summary>
    public Task Say(string handler, params (string Field, string? Value)[] typed) =>
        Press(Page.QuerySelector<IHtmlFormElement>($"form[action$='handler={handler}']") ?? throw new AssertionException($"There is no form {handler} in: {Text}"), [], typed);

    /// <summary>Asks for it without a page that leads there; a form has of the page only what proves that it is from here.</summary>
    public Task Try(HttpMethod method, string path) => Go(method, new Uri(Address, path), method == HttpMethod.Get ? null : () => new FormUrlEncodedContent([new("csrf", Page.QuerySelector<IHtmlInputElement>("input[name='csrf']")!.Value)]));

    /// <summary>Asks as a script of the page does: it says that it is one, follows no redirect, and the page stays as it is.</summary>
    public async Task<(HttpStatusCode Status, string Said)> Ask(HttpMethod method, string path, params (string Field, string Value)[] fields)
    {
        var to = new Uri(Address, path);
        using var request = new HttpRequestMessage(method, to) { Content = method == HttpMethod.Get ? null : Parts([.. fields.Select(field => KeyValuePair.Create(field.Field, field.Value))], []) };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (cookies.GetCookieHeader(to) is { Length: > 0 } sent) request.Headers.Add("Cookie", sent);
        using var answer = await service.Http.SendAsync(request);
        Keep(answer, to);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public bool Has(string handler) => Page.QuerySelector($"form[action$='handler={handler}']") is not null;

    /// <summary>What is written under a field that is wrong; null where nothing is.</summary>
    public string? ErrorOf(string field)
    {
        var ids = Page.GetElementById(field)?.GetAttribute("aria-describedby") ?? Page.GetElementById(field)?.Closest("fieldset")?.GetAttribute("aria-describedby");
        return ids?.Split(' ').Contains($"{field}-error") == true ? Read(Page.GetElementById($"{field}-error")) : null;
    }

    public string? ValueOf(string field) => Page.GetElementById(field) switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        IHtmlInputElement { Type: "radio" } radio => Page.QuerySelectorAll<IHtmlInputElement>($"input[name='{radio.Name}']").FirstOrDefault(one => one.IsChecked)?.Value,
        IHtmlInputElement input => input.Value,
        _ => null,
    };

    private Task Press(IHtmlFormElement form, byte[][] photos, (string Field, string? Value)[] typed)
    {
        var fields = Filled(form).Where(field => typed.All(one => one.Field != field.Key)).Concat(typed.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Field, one.Value!))).ToList();
        var action = new Uri(Address, form.GetAttribute("action") is { Length: > 0 } to ? to : Address.PathAndQuery);
        if (form.Method == "get") return Go(HttpMethod.Get, new Uri(action, "?" + string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"))), null);
        return Go(HttpMethod.Post, action, () => form.Enctype == "multipart/form-data" ? Parts(fields, photos) : new FormUrlEncodedContent(fields));
    }

    private static IEnumerable<KeyValuePair<string, string>> Filled(IHtmlFormElement form) => form.QuerySelectorAll("[name]").SelectMany(element => element switch
    {
        IHtmlTextAreaElement area => One(area.Name!, area.Value),
        IHtmlSelectElement select => One(select.Name!, select.Value ?? ""),
        IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } or IHtmlInputElement { Type: "file" } => [],
        IHtmlInputElement input => One(input.Name!, input.Value),
        _ => Enumerable.Empty<KeyValuePair<string, string>>(),
    });

    private static KeyValuePair<string, string>[] One(string name, string value) => [KeyValuePair.Create(name, value)];

    private static MultipartFormDataContent Parts(List<KeyValuePair<string, string>> fields, byte[][] photos)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        foreach (var photo in photos) form.Add(new ByteArrayContent(photo), "photos", "IMG_0001.jpg");
        return form;
    }

    private async Task Go(HttpMethod method, Uri to, Func<HttpContent>? body)
    {
        SetCookies.Clear();
        for (var n = 0; n < 10; n++)
        {
            using var request = new HttpRequestMessage(method, to) { Content = body?.Invoke() };
            request.Headers.AcceptLanguage.ParseAdd(language);
            if (method == HttpMethod.Post) request.Headers.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
            if (cookies.GetCookieHeader(to) is { Length: > 0 } sent) request.Headers.Add("Cookie", sent);
            using var answer = await (to.Host == Home || Elsewhere is null ? service.Http : Elsewhere).SendAsync(request);
            Keep(answer, to);
            (Address, Status) = (to, answer.StatusCode);
            if (answer.Headers.Location is not { } next)
            {
                Page = Html.ParseDocument(await answer.Content.ReadAsStringAsync());
                return;
            }
            (method, to, body) = (HttpMethod.Get, new Uri(to, next), null);
        }
        Assert.Fail($"{to} leads in a circle.");
    }

    private void Keep(HttpResponseMessage answer, Uri from)
    {
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set)) return;
        foreach (var cookie in set)
        {
            SetCookies.Add(cookie);
            cookies.SetCookies(from, cookie);
        }
    }

    private static string Read(IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
