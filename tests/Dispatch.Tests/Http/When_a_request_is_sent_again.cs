using System.Net;
using System.Net.Http.Json;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Http;

[OnBothDatabases]
public sealed class When_a_request_is_sent_again : ServiceSpec
{
    [Test]
    public async Task The_first_answer_comes_again_with_its_status_and_place()
    {
        var (first, again) = (await Post("k1"), await Post("k1"));

        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(again.Headers.Location, Is.EqualTo(first.Headers.Location).And.Not.Null);
        Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
        Assert.That(again.Content.Headers.ContentType, Is.EqualTo(first.Content.Headers.ContentType));
    }

    [Test]
    public async Task Another_body_under_the_same_key_is_refused_and_changes_nothing()
    {
        await Post("k1");
        var other = await Post("k1", "羊不吃草");

        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await other.Content.ReadAsStringAsync(), Does.Contain("Idempotency-Key"));
        Assert.That(await Service.Db(db => db.Set<Order>().CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_refused_may_be_put_right_under_the_same_key()
    {
        var refused = await Post("k1", "");
        var right = await Post("k1");

        Assert.That((refused.StatusCode, right.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.Created)));
    }

    [Test]
    public async Task Ten_at_once_are_one_order_and_one_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Post("k1")));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));

        Assert.That(bodies.Distinct().Count(), Is.EqualTo(1));
        Assert.That(await Service.Db(db => db.Set<KeptAnswer>().CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Answers_are_forgotten_after_a_week()
    {
        await Service.Save(new KeptAnswer { Key = "old", Route = "r", Sent = "", Status = 200, Body = [], At = Service.Monday - TimeSpan.FromDays(8) });
        await Post("k1");
        Assert.That(await Service.Db(db => db.Set<KeptAnswer>().Select(answer => answer.Key).ToListAsync()), Is.EqualTo(new[] { "k1" }));
    }

    private async Task<HttpResponseMessage> Post(string key, string difficulty = "葵花打蔫")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(new { farmerName = "李秀英", farmerPhone = "0478-8212345", difficulty }) };
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("Dispatch-Actor", "Farmer:04788212345");
        return await Service.Http.SendAsync(request);
    }
}
