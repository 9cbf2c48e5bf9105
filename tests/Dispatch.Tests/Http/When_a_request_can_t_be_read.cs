using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Http;

/// <summary>What is wrong is not in a field of the body but in what is around it; it is named all the same.</summary>
public sealed class When_a_request_can_t_be_read : SharedServiceSpec
{
    [OneTimeSetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"));

    [TestCase("application/json; charset=gbk")]
    [TestCase("application/json; charset=nonsense")]
    [TestCase("application/json; charset=utf-16")]
    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    public async Task Another_media_type_than_JSON_in_UTF_8_is_refused_by_name(string type)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"farmerName\":\"李秀英\"}"));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var reply = await Service.Send(HttpMethod.Post, "/orders", OrderDesk.Farmer, body);

        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType")), reply.Body.ToString());
        Assert.That(reply.Fields, Is.EqualTo(new[] { "Content-Type" }));
    }

    /// <summary>RFC 9110 writes a parameter either way. Seen red with a 500.</summary>
    [TestCase("application/json; charset=utf-8")]
    [TestCase("application/json; charset=\"utf-8\"")]
    [TestCase("application/json; charset=\"UTF-8\"")]
    [TestCase("application/vnd.dispatch+json; charset=\"utf-8\"")]
    public async Task UTF_8_may_stand_in_quotes(string type)
    {
        var order = await Post("/orders", type, "{\"farmerName\":\"李秀英\",\"farmerPhone\":\"13804780001\",\"difficulty\":\"打蔫\"}");
        var pairing = await Post("/pairings", type, "{\"expert\":\"E9\"}");

        Assert.That((order.Status, pairing.Status), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.BadRequest)), order.Body.ToString());
    }

    /// <summary>Or one that there is not: seen red with the totals of all years and towns.</summary>
    [TestCase("/orders?take=abc", "take")]
    [TestCase("/orders?take=0", "take")]
    [TestCase("/orders?state=Sleeping", "state")]
    [TestCase("/orders?after=xyz", "after")]
    [TestCase("/orders?station=Z999", "station")]
    [TestCase("/call-backs?station=Z999", "station")]
    [TestCase("/ledger/entries?station=Z999", "station")]
    [TestCase("/ledger/entries?after=abc", "after")]
    [TestCase("/ledger/entries?take=99999999999", "take")]
    [TestCase("/notices?tracking=xyz", "tracking")]
    [TestCase("/notices", "tracking")]
    [TestCase("/pairings?expert=E999", "expert")]
    [TestCase("/pairings?farmerPhone=x", "farmerPhone")]
    [TestCase("/pairings?village=000000000999", "village")]
    [TestCase("/orders/xyz", "tracking")]
    [TestCase("/experts?town=没有镇", "town")]
    [TestCase("/ledger/totals?form=2026-01&to=2026-02", "form")]
    [TestCase("/ledger/totals?by=Town&twon=狼山镇", "twon")]
    [TestCase("/orders?State=Waiting&clock=1", "clock")]
    [TestCase("/towns?tracking=1", "tracking")]
    [TestCase("/experts/E1?code=E2", "code")]
    public async Task A_wrong_parameter_is_named(string path, string field)
    {
        var reply = await Service.Send(HttpMethod.Get, path, OrderDesk.Clerk);

        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.BadRequest, "BadInput")), reply.Body.ToString());
        Assert.That(reply.Fields, Is.EqualTo(new[] { field }));
    }

    /// <summary>The framework joins them with a comma. Seen red with a clerk called "王芳,Office:李明".</summary>
    [Test]
    public async Task One_cannot_be_two_people()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/towns");
        request.Headers.Add("Dispatch-Actor", ["Clerk:wang", "Office:li"]);
        using var answer = await Service.Http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"Dispatch-Actor\"").And.Contain("多次"));
    }

    [TestCase("zh", "不支持")]
    [TestCase("en", "does not take")]
    public async Task Another_method_is_refused_in_the_callers_language(string language, string words)
    {
        var reply = await Service.Send(HttpMethod.Delete, "/orders", OrderDesk.Clerk, language: language);

        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.MethodNotAllowed, "MethodNotAllowed")));
        Assert.That(reply.Text("title"), Does.Contain(words));
    }

    [TestCase("zh", "系统出错")]
    [TestCase("en", "went wrong")]
    public async Task A_fault_of_ours_is_told_in_the_callers_language_and_not_what_it_is(string language, string words)
    {
        await using var broken = await Service.StartAsync();
        await broken.Db(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE towns RENAME TO gone"));
        var reply = await broken.Send(HttpMethod.Get, "/towns", OrderDesk.Clerk, language: language);

        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.InternalServerError, "Fault")));
        Assert.That(reply.Text("title"), Does.Contain(words));
        Assert.That(reply.Body.ToString(), Does.Not.Contain("SQLite"));
    }

    [TestCase("zh", "“abc”")]
    [TestCase("en", "'abc' is")]
    public async Task It_is_said_in_the_callers_language(string language, string words)
    {
        var reply = await Service.Send(HttpMethod.Get, "/orders?take=abc", OrderDesk.Clerk, language: language);
        Assert.That(reply.Body.GetProperty("errors").GetProperty("take")[0].GetString(), Does.StartWith(words));
    }

    private async Task<Reply> Post(string path, string type, string json)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await Service.Send(HttpMethod.Post, path, OrderDesk.Clerk, body);
    }
}
