using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Dispatch.SystemTests;

/// <summary>Somebody else keeps the database locked for longer than anybody waits.</summary>
public sealed class When_the_database_is_locked
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Test]
    public async Task Orders_get_a_clear_no_with_nothing_half_written_and_the_service_goes_on_afterwards()
    {
        await using var service = await SmallWorld.Service();
        await service.StartAsync();
        var before = new Farmer(service, "before");
        await before.Submit();

        using (Lock(service.DatabaseFile))
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => Submit(service, $"locked-{n}"))).WaitAsync(Patience);
            foreach (var answer in answers)
            {
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
                Assert.That(answer.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
                Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo("DatabaseUnavailable"));
            }
            using var towns = await Get(service, "towns");
            Assert.That(towns.StatusCode, Is.EqualTo(HttpStatusCode.OK), "reading goes on");
            using var order = await Get(service, $"orders/{before.Tracking}");
            Assert.That((order.StatusCode, (await order.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "DatabaseUnavailable")), "but nobody is shown a person where it can't be noted");
        }
        Assert.That(service.Count("orders"), Is.EqualTo(1));
        Assert.That(service.Count("outbox WHERE Type = 'OrderSubmitted'"), Is.EqualTo(1));

        var after = new Farmer(service, "locked-0");
        await Task.WhenAll(after.Live(), Eventually.Holds("the earlier order is offered", async () => await before.State() == "Offered", TimeSpan.FromMinutes(1)));
        Assert.That(service.Count("orders"), Is.EqualTo(2));
        await service.AllIsWell();
    }

    private static async Task<HttpResponseMessage> Submit(ServiceProcess service, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(new { farmerName = "李秀英", farmerPhone = "13804780001", difficulty = "葵花有蚜虫", village = "富强村" }) };
        request.Headers.Add("Dispatch-Actor", "Clerk:wang");
        return await service.Client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> Get(ServiceProcess service, string what)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{what}") { Headers = { { "Dispatch-Actor", "Clerk:wang" } } };
        return await service.Client.SendAsync(request);
    }

    private static SqliteConnection Lock(string file)
    {
        var other = new SqliteConnection($"Data Source={file};Pooling=false");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return other;
    }
}
