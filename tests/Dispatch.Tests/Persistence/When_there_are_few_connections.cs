using System.Net;

namespace Dispatch.Tests.Persistence;

/// <summary>An operator has left the service few connections to its server.</summary>
[OnPostgres]
public sealed class When_there_are_few_connections : ServiceSpec
{
    private const int Few = 2;

    protected override void Configure(Settings settings) => settings.Database += $";Maximum Pool Size={Few}";

    /// <summary>Seen red with callers who wait for their turn with a connection in hand: whoever writes found none, and all were refused.</summary>
    [Test]
    public async Task More_callers_than_these_are_served()
    {
        await Service.Settle(Langshan.Expert("E1"));
        var replies = await Task.WhenAll(Enumerable.Range(0, 8 * Few).Select(_ => Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower)));
        Assert.That(replies.Select(reply => reply.Status), Has.All.EqualTo(HttpStatusCode.Created));
        await Service.Quiet();
    }
}
