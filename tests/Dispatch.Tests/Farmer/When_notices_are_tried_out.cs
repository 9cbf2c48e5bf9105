using System.Net;
using Dispatch.Notifying;
using Microsoft.AspNetCore.TestHost;

namespace Dispatch.Tests.Farmer;

/// <summary>The inbox shows codes, so it is there only where somebody tries the service out, and only to who sits at it.</summary>
public sealed class When_notices_are_tried_out : MineSpec
{
    [Test]
    public async Task What_was_sent_is_read_there_the_newest_first()
    {
        await Service.Ordered();
        await OrderDesk.Until(() => Task.FromResult(Service.Get<Sinks>().Inbox!.Newest.Any(one => one.Notice.Template == "OrderTaken")));
        var code = await Asked(Li);
        await Li.Open("/inbox");

        Assert.That((Li.Status, Li.Title), Is.EqualTo((HttpStatusCode.OK, "试用收件箱")));
        Assert.That(Li.Page.QuerySelector(".cards li")!.TextContent, Does.Contain(Mobile.Phone).And.Contain(code));
    }

    /// <summary>Seen red without a look at where the question comes from.</summary>
    [TestCase("127.0.0.1", null, HttpStatusCode.OK)]
    [TestCase("::1", null, HttpStatusCode.OK)]
    [TestCase("192.168.1.7", null, HttpStatusCode.NotFound)]
    [TestCase("127.0.0.1", "X-Forwarded-For", HttpStatusCode.NotFound)]
    [TestCase("127.0.0.1", "Forwarded", HttpStatusCode.NotFound)]
    public async Task From_another_machine_there_is_no_such_page(string from, string? proxy, HttpStatusCode status)
    {
        var server = Service.Get<Microsoft.AspNetCore.Hosting.Server.IServer>() as TestServer;
        var answer = await server!.SendAsync(context =>
        {
            (context.Request.Method, context.Request.Path, context.Request.Host) = ("GET", "/inbox", new Microsoft.AspNetCore.Http.HostString("localhost"));
            context.Connection.RemoteIpAddress = IPAddress.Parse(from);
            if (proxy is not null) context.Request.Headers[proxy] = "192.168.1.7";
        });

        Assert.That(answer.Response.StatusCode, Is.EqualTo((int)status));
    }
}

/// <summary>In earnest.</summary>
public sealed class When_notices_are_not_tried_out : FarmerSpec
{
    [Test]
    public async Task There_is_no_inbox_and_without_a_way_to_a_phone_that_is_said_plainly()
    {
        await Li.Open("/inbox");
        Assert.That(Li.Status, Is.EqualTo(HttpStatusCode.NotFound));

        await Li.Open("/my/phone");
        Assert.That((Li.Text.Contains("这里还不能发验证码", StringComparison.Ordinal), Li.Page.QuerySelector("main form"), Li.Page.QuerySelector("main a[href='/follow']") is not null), Is.EqualTo((true, (object?)null, true)));
    }
}
