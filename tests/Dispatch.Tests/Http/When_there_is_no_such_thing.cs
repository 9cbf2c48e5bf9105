using System.Net;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Http;

/// <summary>A number that is right but nobody's is not found; an empty list would say that nothing was told.</summary>
public sealed class When_there_is_no_such_thing : SharedServiceSpec
{
    private static readonly string Unknown = TrackingNumber.For(OrderId.For("none")).Value;

    [OneTimeSetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"));

    [Test]
    public async Task Its_notices_are_not_found()
    {
        await IsNotFound($"/notices?tracking={Unknown}", OrderDesk.Clerk);
        await IsNotFound($"/experts/{ExpertId.For("E99")}/notices", OrderDesk.Clerk);
        await IsNotFound($"/experts/{ExpertId.For("E99")}/notices", OrderDesk.Expert("E99"));
    }

    [Test]
    public async Task What_is_there_may_have_none()
    {
        var tracking = await Service.Ordered();

        Assert.That((await Service.Send(HttpMethod.Get, $"/notices?tracking={tracking}", OrderDesk.Clerk)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Service.Send(HttpMethod.Get, $"/experts/{ExpertId.For("E1")}/notices", OrderDesk.Clerk)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    private async Task IsNotFound(string path, string by)
    {
        var reply = await Service.Send(HttpMethod.Get, path, by);
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.NotFound, "NotFound")), path);
    }
}
