using System.Net;
using System.Text;

namespace Dispatch.Tests.Http;

/// <summary>A time without an offset is anybody's guess; one beyond all sense breaks what reckons with it.</summary>
public sealed class When_times_are_wrong : SharedServiceSpec
{
    private string tracking = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        await Service.Settle(Langshan.Expert("E1"));
        tracking = await Service.Offered();
    }

    [TestCase("lectures", "startsAt", "2026-06-03T09:00:00")]
    [TestCase("lectures", "startsAt", "2026-06-03")]
    [TestCase("lectures", "startsAt", "9999-12-31T23:00:00Z")]
    [TestCase("lectures", "startsAt", "2027-06-10T09:00:00+08:00")]
    [TestCase("pairings", "from", "2026-06-03T09:00:00")]
    [TestCase("pairings", "from", "9998-06-01T00:00:00Z")]
    [TestCase("pairings", "from", "0001-01-01T00:00:00Z")]
    [TestCase("pairings", "from", "2020-01-01T00:00:00Z")]
    [TestCase("pairings", "to", "9999-12-31T23:59:59Z")]
    [TestCase("pairings", "to", "2027-06-01")]
    [TestCase("experts/E1/leave", "from", "2026-06-08T00:00:00")]
    [TestCase("experts/E1/leave", "from", "0001-01-01T00:00:00Z")]
    [TestCase("experts/E1/leave", "to", "2031-06-13T00:00:00+08:00")]
    [TestCase("orders", "plannedFor", "2026-06-08T10:00:00")]
    [TestCase("orders/{tracking}/accept", "comesAt", "2026-06-02T09:00:00")]
    [TestCase("orders/{tracking}/accept", "comesAt", "9999-12-31T23:59:59Z")]
    [TestCase("orders/{tracking}/check-in", "deviceTime", "2026-06-02T09:00:00")]
    public async Task In_a_body_the_field_is_named(string path, string field, string time)
    {
        var by = path.StartsWith("orders/", StringComparison.Ordinal) ? OrderDesk.Expert("E1") : OrderDesk.Clerk;
        var reply = await Service.Send(HttpMethod.Post, "/" + path.Replace("{tracking}", tracking), by, Json(Body(path, field, time)));

        Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { field })), reply.Body.ToString());
    }

    [TestCase("/lectures?from=2026-06-01T00:00:00", "from")]
    [TestCase("/lectures?from=2026-06-01T00:00:00Z&to=2026-07-01", "to")]
    [TestCase("/lectures?from=bad", "from")]
    [TestCase("/lectures?from=2026-07-01T00:00:00Z&to=2026-06-01T00:00:00Z", "to")]
    [TestCase("/pairings?at=2026-06-01T00:00:00", "at")]
    [TestCase("/pairings?at=9999-12-31T23:59:59Z", "at")]
    public async Task In_an_address_the_parameter_is_named(string path, string field)
    {
        var reply = await Service.Send(HttpMethod.Get, path, OrderDesk.Clerk);

        Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { field })), reply.Body.ToString());
    }

    [TestCase("garbage")]
    [TestCase("2026-06-08T00:00:00")]
    public async Task In_a_path_too(string from) =>
        Assert.That((await Service.Send(HttpMethod.Delete, $"/experts/E1/leave/{from}", OrderDesk.Clerk)).Fields, Is.EqualTo(new[] { "from" }));

    [TestCase("zh", "时区")]
    [TestCase("en", "offset")]
    public async Task It_is_said_what_is_missing(string language, string word)
    {
        var body = await Service.Send(HttpMethod.Post, "/lectures", OrderDesk.Clerk, Json("{\"startsAt\":\"2026-06-03T09:00:00\"}"), language);
        var address = await Service.Send(HttpMethod.Get, "/lectures?from=2026-06-03", OrderDesk.Clerk, language: language);

        Assert.That(body.Body.GetProperty("errors").GetProperty("startsAt")[0].GetString(), Does.Contain(word));
        Assert.That(address.Body.GetProperty("errors").GetProperty("from")[0].GetString(), Does.Contain(word));
    }

    [Test]
    public async Task With_an_offset_it_is_taken()
    {
        var planned = await Service.Send(HttpMethod.Post, "/lectures", OrderDesk.Clerk, Json(Body("lectures", "startsAt", "2026-06-03T09:00:00+08:00")));
        var list = await Service.Send(HttpMethod.Get, "/lectures?from=2026-06-03T00:00:00.000Z&to=2026-06-04T00:00:00%2B08:00", OrderDesk.Clerk);

        Assert.That(planned.Status, Is.EqualTo(HttpStatusCode.Created), planned.Body.ToString());
        Assert.That(list.Body.GetArrayLength(), Is.EqualTo(1));
    }

    private static string Body(string path, string field, string time)
    {
        var body = path switch
        {
            "lectures" => "{\"title\":\"列当\",\"skill\":\"PlantProtection\",\"experts\":[\"E1\"],\"station\":\"S001\",\"whereabouts\":\"村委会\",\"minutes\":90",
            "pairings" => "{\"expert\":\"E1\",\"village\":\"富强村\"",
            "orders" => "{\"farmerName\":\"李秀英\",\"farmerPhone\":\"13804780001\",\"difficulty\":\"打蔫\",\"askedFor\":\"E1\"",
            "experts/E1/leave" => "{\"reason\":\"培训\"",
            _ => "{\"latitude\":41,\"longitude\":107",
        };
        if (path.EndsWith("accept", StringComparison.Ordinal)) body = "{\"comesAt\":null";
        var other = (path, field) switch
        {
            ("pairings", "from") => ",\"to\":\"2026-09-01T00:00:00+08:00\"",
            ("pairings", "to") => ",\"from\":\"2026-06-01T00:00:00+08:00\"",
            ("experts/E1/leave", "from") => ",\"to\":\"2026-06-13T00:00:00+08:00\"",
            ("experts/E1/leave", "to") => ",\"from\":\"2026-06-08T00:00:00+08:00\"",
            _ => "",
        };
        return $"{body}{other},\"{field}\":\"{time}\"}}";
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
