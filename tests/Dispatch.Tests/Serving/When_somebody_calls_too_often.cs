using System.Net;
using System.Net.Http.Json;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Serving;

/// <summary>Three pages a minute from one address, four calls with one key, two orders a day with one phone.</summary>
public sealed class When_somebody_calls_too_often : ServiceSpec
{
    private const string Village = "203.0.113.7";

    protected override void Configure(Settings settings) => (settings.Rates.PerAddress, settings.Rates.PerKey, settings.Rates.OrdersPerPhone, settings.BehindProxy) = (3, 4, 2, "10.0.0.5");

    protected override void Also(IServiceCollection services) => services.AddSingleton<IStartupFilter, FromSomewhere>();

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"));

    [TestCase("zh-CN", "点得太快了")]
    [TestCase("en", "That was too often")]
    public async Task From_one_address_a_page_says_so_until_the_minute_is_over(string language, string said)
    {
        for (var n = 0; n < 3; n++) Assert.That((await Open(Village)).Status, Is.EqualTo(HttpStatusCode.OK));
        Service.Clock.Advance(TimeSpan.FromSeconds(20));
        var refused = await Open(Village, language: language);
        Assert.That((refused.Status, refused.After), Is.EqualTo((HttpStatusCode.TooManyRequests, "40")));
        Assert.That(refused.Text, Does.Contain(said));

        Service.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.That((await Open(Village)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("203.0.113.8", HttpStatusCode.OK)]
    [TestCase("2001:db8:1:2::1", HttpStatusCode.OK)]
    [TestCase("::ffff:203.0.113.7", HttpStatusCode.TooManyRequests)]
    public async Task Others_are_not_held_up(string other, HttpStatusCode status)
    {
        for (var n = 0; n < 3; n++) await Open(Village);
        Assert.That((await Open(other)).Status, Is.EqualTo(status));
    }

    /// <summary>Seen red with each address for itself.</summary>
    [Test]
    public async Task A_network_of_its_own_is_one_address()
    {
        for (var n = 0; n < 3; n++) await Open($"2001:db8:1:2::{n}");
        Assert.That((await Open("2001:db8:1:2:ffff::1")).Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task Who_watches_the_service_may_look_as_often_as_they_like()
    {
        for (var n = 0; n < 9; n++) Assert.That((await Open(Village, "/health/live")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    /// <summary>Seen red without a count for keys.</summary>
    [Test]
    public async Task With_one_key_a_problem_says_so_and_nothing_is_changed()
    {
        for (var n = 0; n < 4; n++) await Service.Send(HttpMethod.Get, "/stations", OrderDesk.Clerk);
        var refused = await Service.Post("/orders", OrderDesk.Clerk, OrderDesk.Sunflower);

        Assert.That((refused.Status, refused.Code, refused.Text("title")), Is.EqualTo((HttpStatusCode.TooManyRequests, "TooOften", "请求太频繁，请稍后再试；什么都没有改变。")));
        Assert.That(await Service.Db(db => db.Set<Order>().CountAsync()), Is.Zero);
    }

    [Test]
    public async Task A_key_can_have_a_number_of_its_own()
    {
        await Service.Save(new ApiKey { Name = "busy", Hash = ApiKeys.HashOf("dk_busy"), SpeaksFor = [Role.Clerk], MadeAt = Service.Monday, CallsPerMinute = 6 });
        using var busy = Service.Client("dk_busy");
        for (var n = 0; n < 6; n++) Assert.That((await busy.Send(HttpMethod.Get, "/stations", OrderDesk.Clerk)).Status, Is.EqualTo(HttpStatusCode.OK));

        Assert.That((await busy.Send(HttpMethod.Get, "/stations", OrderDesk.Clerk)).Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((await Service.Send(HttpMethod.Get, "/stations", OrderDesk.Clerk)).Status, Is.EqualTo(HttpStatusCode.OK), "another key");
    }

    [Test]
    public async Task Who_has_no_key_counts_by_the_address_also_at_the_api()
    {
        for (var n = 0; n < 3; n++) Assert.That((await Open(Village, "/api/v1/stations")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await Open(Village, "/api/v1/stations")).Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    /// <summary>Seen red with clerks counted too.</summary>
    [Test]
    public async Task With_one_phone_a_farmer_files_so_many_in_a_day_and_a_clerk_as_many_as_are_asked_for()
    {
        for (var n = 0; n < 2; n++) await Service.Ordered();
        var refused = await Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower);
        Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.TooManyRequests, "TooOften")));
        Assert.That((await Service.Post("/orders", OrderDesk.Clerk, OrderDesk.Sunflower)).Status, Is.EqualTo(HttpStatusCode.Created));

        Service.Clock.Advance(TimeSpan.FromHours(24));
        Assert.That((await Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower)).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task Whichever_process_took_them_and_what_was_filed_may_be_sent_again()
    {
        await using var other = await Service.StartAsync(Configure, beside: Service);
        Assert.That((await Sent(Service, "one"), await Sent(other, "two"), await Sent(other, "three"), await Sent(other, "one")),
            Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.TooManyRequests, HttpStatusCode.Created)));
    }

    /// <summary>Seen red with every proxy believed.</summary>
    [TestCase("10.0.0.5", HttpStatusCode.OK)]
    [TestCase("10.0.0.6", HttpStatusCode.TooManyRequests)]
    public async Task Only_the_proxy_that_is_named_says_for_whom_it_calls(string proxy, HttpStatusCode status)
    {
        for (var n = 0; n < 3; n++) await Open(proxy, forwardedFor: $"198.51.100.{n}");
        Assert.That((await Open(proxy, forwardedFor: "198.51.100.9")).Status, Is.EqualTo(status));
    }

    private static async Task<HttpStatusCode> Sent(Service service, string key)
    {
        using var body = JsonContent.Create(OrderDesk.Sunflower);
        body.Headers.Add("Idempotency-Key", key);
        return (await service.Send(HttpMethod.Post, "/orders", OrderDesk.Farmer, body)).Status;
    }

    private async Task<(HttpStatusCode Status, string? After, string Text)> Open(string from, string path = "/", string language = "zh-CN", string? forwardedFor = null)
    {
        using var stranger = Service.Client(key: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { FromSomewhere.Header, from }, { "Accept-Language", language } } };
        if (forwardedFor is not null) request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var answer = await stranger.SendAsync(request);
        return (answer.StatusCode, answer.Headers.RetryAfter?.ToString(), await answer.Content.ReadAsStringAsync());
    }
}
