namespace Dispatch.Web.Serving;

/// <summary>What somebody sees who opens the address in a browser. The pages for farmers, clerks, experts and the office take its place.</summary>
internal static class FrontDoor
{
    private const string Page = """
        <!doctype html>
        <html lang="zh-Hans">
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>问需送餐 Dispatch</title>
        <style>body{font:18px/1.6 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}code{background:#eee;padding:.1em .3em}</style>
        <h1>问需送餐 Dispatch</h1>
        <p>服务正在运行。目前只有接口，没有页面。</p>
        <p lang="en">The service is running. There is an API, and no pages yet.</p>
        <ul>
          <li><a href="/openapi/v1.json">接口说明 <span lang="en">The API, described</span></a></li>
          <li><a href="/health/ready">运行状态 <span lang="en">Is it ready</span></a></li>
        </ul>
        <p lang="en">Each call says who makes it: <code>Dispatch-Actor: Clerk:wang</code>, and carries a key: <code>Authorization: Bearer dk_…</code></p>
        </html>
        """;

    public static void MapFrontDoor(this IEndpointRouteBuilder app) =>
        app.MapGet("/", () => Results.Content(Page, "text/html; charset=utf-8")).ExcludeFromDescription();
}
