using System.Net;
using AngleSharp.Dom;
using Dispatch.Domain.Orders;
using Dispatch.Tests.Pages;

namespace Dispatch.Tests.Farmer;

public sealed class When_a_stranger_looks_at_the_pages : FarmerSpec
{
    private static readonly string[] Pages = ["/", "/report", "/follow", "/menu", "/menu?kind=Veterinary", "/lectures", "/nothing"];

    /// <summary>Seen red with script allowed inside pages.</summary>
    [Test]
    public async Task A_browser_is_told_what_it_may_do_with_them([ValueSource(nameof(Pages))] string page)
    {
        var headers = await Headers(page);

        Assert.That(headers["Content-Security-Policy"], Does.Contain("default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe"));
        Assert.That((headers["X-Content-Type-Options"], headers["Referrer-Policy"], headers["Cache-Control"]), Is.EqualTo(("nosniff", "same-origin", "no-store")));
    }

    [Test]
    public async Task The_answers_of_the_API_are_as_they_were() =>
        Assert.That(await Headers("/api/v1/nothing"), Does.Not.ContainKey("Content-Security-Policy").And.Not.ContainKey("Referrer-Policy"));

    [Test]
    public async Task There_is_nothing_in_them_that_the_policy_forbids([ValueSource(nameof(Pages))] string page)
    {
        await Li.Open(page);

        Assert.That(Li.Page.QuerySelectorAll("script:not([src][defer]), style, [style], [onclick], [onload], [onsubmit]"), Is.Empty);
        Assert.That(Li.Page.QuerySelectorAll("[src], link[href], a[href], form[action]").Select(element => element.GetAttribute("src") ?? element.GetAttribute("href") ?? element.GetAttribute("action")), Has.All.StartsWith("/").Or.StartsWith("#").Or.Empty);
    }

    [Test]
    public async Task Everybody_finds_their_way_about([ValueSource(nameof(Pages))] string page)
    {
        await Li.Open(page);

        Assert.That(Li.Page.QuerySelectorAll("main, header, footer nav[aria-label], h1, .skip[href='#main']"), Has.Length.EqualTo(5));
        Assert.That(Li.Page.QuerySelectorAll("main input:not([type=hidden]), select, textarea").Where(field => Li.Page.QuerySelector($"label[for='{field.Id}']") is null).Select(field => field.OuterHtml), Is.Empty);
        Assert.That(Li.Page.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(same => same.Count() > 1).Select(same => same.Key), Is.Empty);
        Assert.That((Li.Page.DocumentElement.GetAttribute("lang"), Li.Page.Title), Is.EqualTo(("zh-Hans", $"{(Li.Status == HttpStatusCode.OK ? Li.Page.Title!.Split(" - ")[0] : "没有这个页面")} - 问需送餐")));
    }

    [Test]
    public async Task The_first_page_with_all_it_needs_is_small()
    {
        await Li.Open("/");
        var needs = Li.Page.QuerySelectorAll("link[href], [src]").Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!).Prepend("/");
        var bytes = 0;
        foreach (var part in needs) bytes += (await Service.Http.GetByteArrayAsync(part)).Length;

        Assert.That(bytes, Is.InRange(5_000, 100_000));
    }

    /// <summary>Seen red without antiforgery.</summary>
    [Test]
    public async Task A_form_that_another_site_sends_does_nothing()
    {
        await Write(Li);
        foreach (var path in new[] { Li.Address.AbsolutePath, "/report/0190a0a0a0a07000800000000000000a", "/follow" })
        {
            using var answer = await Service.Http.PostAsync(path, new FormUrlEncodedContent([KeyValuePair.Create("difficulty", "葵花烂盘")]));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), path);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("这个页面打开得太久了"), path);
        }
        Assert.That(await Orders(), Is.Empty);
    }

    [Test]
    public async Task No_script_reads_the_cookies_and_over_https_they_stay_there()
    {
        var who = new Visitor(Service, at: "https://localhost/");
        await who.Open("/report");
        var cookies = new List<string>(who.SetCookies);
        await who.Open("/language/en?back=/report");
        cookies.AddRange(who.SetCookies);
        await Follow(who, await Service.Ordered());
        cookies.AddRange(who.SetCookies);

        Assert.That(cookies.Select(cookie => cookie.Split('=')[0]), Is.SupersetOf(new[] { "form", "language", "order" }));
        Assert.That(cookies.Select(cookie => cookie.ToLowerInvariant()), Has.All.Contain("httponly").And.All.Contain("samesite=").And.All.Contain("secure"));
    }

    [Test]
    public async Task What_goes_wrong_is_said_on_a_page()
    {
        await Li.Open("/nothing");
        Assert.That((Li.Status, Li.Title), Is.EqualTo((HttpStatusCode.NotFound, "没有这个页面")));
        await Li.Open("/trouble");
        Assert.That(Li.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans")]
    [TestCase("en-GB", "en")]
    [TestCase("fr", "zh-Hans")]
    public async Task They_are_in_the_language_that_is_asked_for(string asked, string language)
    {
        var who = new Visitor(Service, asked);
        await who.Open("/");

        Assert.That(who.Page.DocumentElement.GetAttribute("lang"), Is.EqualTo(language));
    }

    [Test]
    public async Task The_language_that_is_chosen_is_kept()
    {
        await Li.Open("/menu?kind=Veterinary");
        await Li.Open(Li.Page.QuerySelector("a.language")!.GetAttribute("href")!);
        Assert.That((Li.Address.PathAndQuery, Li.Title), Is.EqualTo(("/menu?kind=Veterinary", "Sick animals")));
        await Li.Open("/follow");
        Assert.That(Li.Title, Is.EqualTo("Follow your order"));
    }

    /// <summary>Seen red: a header can't have such signs, and the page was said to be at fault.</summary>
    [Test]
    public async Task Who_changes_the_language_where_the_address_has_chinese_in_it_goes_back_there()
    {
        using var answer = await Service.Http.GetAsync($"/language/en?back={Uri.EscapeDataString("/menu?skill=植保\"'(")}");
        Assert.That((answer.StatusCode, Uri.UnescapeDataString(answer.Headers.Location!.OriginalString)), Is.EqualTo((HttpStatusCode.Redirect, "/menu?skill=植保\"'(")));
    }

    [TestCase("//evil.example/")]
    [TestCase("https://evil.example/")]
    public async Task A_choice_of_language_leads_to_no_other_site(string back)
    {
        using var answer = await Service.Http.GetAsync($"/language/en?back={Uri.EscapeDataString(back)}");

        Assert.That(answer.Headers.Location?.OriginalString, Is.EqualTo("/"));
    }

    [Test]
    public async Task Pages_tell_nobody_s_phone()
    {
        await Service.Taken("E1");
        foreach (var page in Pages)
        {
            await Li.Open(page);
            Assert.That(Li.Page.DocumentElement.OuterHtml, Does.Not.Contain("13904780001").And.Not.Contain("13804780001"), page);
        }
    }

    [Test]
    public async Task A_number_that_is_nobody_s_is_not_found_by_its_address()
    {
        await Li.Open($"/follow/{TrackingNumber.For(OrderId.For("none"))}");
        Assert.That(Li.Address.AbsolutePath, Is.EqualTo("/follow"));
        await Li.Open("/follow/12345");
        Assert.That(Li.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private async Task<Dictionary<string, string>> Headers(string path)
    {
        await Li.Open(path);
        using var answer = await Service.Http.GetAsync(Li.Address.PathAndQuery);
        return answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
    }
}
