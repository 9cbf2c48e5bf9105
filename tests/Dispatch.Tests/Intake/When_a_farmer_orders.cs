using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Intake;

public sealed class When_a_farmer_orders : ServiceSpec
{
    [Test]
    public async Task The_order_is_written_down_under_a_tracking_number()
    {
        var taken = await Submit("k1");
        var tracking = (await taken.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tracking").GetString();

        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(TrackingNumber.TryParse(tracking, out _));
        Assert.That(await Orders(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_key_twice_is_one_order_and_the_same_answer()
    {
        var first = await (await Submit("k1")).Content.ReadAsStringAsync();
        var again = await (await Submit("k1")).Content.ReadAsStringAsync();

        Assert.That(again, Is.EqualTo(first));
        Assert.That(await Orders(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_missing_field_is_named_in_Chinese_and_nothing_is_written()
    {
        var answer = await Post("k1", new { farmerPhone = "12", difficulty = "葵花打蔫" });
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(problem.GetProperty("errors").GetProperty("farmerName")[0].GetString(), Is.EqualTo("必填。"));
        Assert.That(problem.GetProperty("errors").TryGetProperty("farmerPhone", out _));
        Assert.That(await Orders(), Is.Zero);
    }

    private Task<int> Orders() => Service.Db(db => db.Set<Order>().CountAsync());

    private Task<HttpResponseMessage> Submit(string key) =>
        Post(key, new { farmerName = "李秀英", farmerPhone = "0478-8212345", difficulty = "葵花打蔫" });

    private async Task<HttpResponseMessage> Post(string key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("Dispatch-Actor", "Farmer:04788212345");
        return await Service.Http.SendAsync(request);
    }
}
