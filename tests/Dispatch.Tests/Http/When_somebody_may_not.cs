using System.Net;

namespace Dispatch.Tests.Http;

/// <summary>Everybody says who they are, and is told in so many words what is not theirs to do.</summary>
public sealed class When_somebody_may_not : SharedServiceSpec
{
    [OneTimeSetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2"));

    [TestCase("/experts")]
    [TestCase("/experts/E1")]
    [TestCase("/stations")]
    [TestCase("/towns")]
    [TestCase("/towns/150802100/villages")]
    [TestCase("/villages")]
    [TestCase("/photos/0000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("/lectures")]
    [TestCase("/pairings")]
    [TestCase("/load")]
    public async Task Looking_needs_a_name(string path)
    {
        var reply = await Service.Send(HttpMethod.Get, path, by: null);

        Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { "Dispatch-Actor" })));
    }

    [Test]
    public async Task Photos_need_a_name()
    {
        using var photo = new ByteArrayContent(Photos.TestPhotos.Jpeg());
        photo.Headers.ContentType = new("image/jpeg");

        Assert.That((await Service.Send(HttpMethod.Post, "/photos", by: null, photo)).Fields, Is.EqualTo(new[] { "Dispatch-Actor" }));
    }

    [TestCase("/orders", "zh", "权限")]
    [TestCase("/orders", "en", "not yours")]
    [TestCase("/call-backs", "zh", "权限")]
    [TestCase("/errors", "zh", "权限")]
    [TestCase("/notices?tracking=1", "zh", "权限")]
    [TestCase("/offers", "zh", "权限")]
    [TestCase("/load", "zh", "权限")]
    public async Task A_farmer_is_told_that_it_is_not_theirs(string path, string language, string words)
    {
        var reply = await Service.Send(HttpMethod.Get, path, OrderDesk.Farmer, language: language);

        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.Forbidden, "NotAllowed")));
        Assert.That(reply.Text("title"), Does.Contain(words));
    }

    [Test]
    public async Task An_expert_sees_their_own_notices_only()
    {
        var (own, other) = (await Notices("E1"), await Notices("E2"));

        Assert.That((own.Status, other.Status, other.Code), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Forbidden, "NotAllowed")));
    }

    [Test]
    public async Task An_expert_plans_their_own_lectures_only()
    {
        var (own, other, both) = (await Plan("E1"), await Plan("E2"), await Plan("E1", "E2"));

        Assert.That((own.Status, other.Status, both.Status), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)));
    }

    private Task<Reply> Notices(string of) => Service.Send(HttpMethod.Get, $"/experts/{Domain.Experts.ExpertId.For(of)}/notices", OrderDesk.Expert("E1"));

    private Task<Reply> Plan(params string[] experts) => Service.Post("/lectures", OrderDesk.Expert("E1"), new
    {
        title = "列当",
        skill = "植保",
        experts,
        station = "S001",
        whereabouts = "村委会",
        startsAt = Service.Monday.AddDays(1),
        minutes = 90,
    });
}
