namespace Dispatch.SystemTests;

/// <summary>Two farmers could not be told their number. One of the messages is discarded, the other is left; then the broker's disks are lost.</summary>
public sealed class When_a_message_is_given_up
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);

    /// <summary>Seen red with a message that was only taken out of its error queue: it came again, and the farmer was told.</summary>
    [Test]
    public async Task It_stays_so_when_what_was_not_handled_is_sent_again()
    {
        await using var host = await (await Broker.Running()).NewHostAsync();
        await using var service = await SmallWorld.Service(host.Uri);
        await service.StartAsync();
        Inspection.Ask(service.DatabaseFile, "CREATE TRIGGER nobody_is_told BEFORE INSERT ON notices BEGIN SELECT RAISE(ABORT, 'not now'); END");
        var (givenUp, left) = (new Farmer(service, "given up"), new Farmer(service, "left"));
        await givenUp.Submit();
        await left.Submit();
        var messages = new[] { MessageOf(service, givenUp), MessageOf(service, left) };
        await Eventually.Holds("both wait for a person", async () => (await service.Failed()).Select(failed => failed.GetProperty("id").GetString()).Intersect(messages).Count() == 2, Ceiling);
        Inspection.Ask(service.DatabaseFile, "DROP TRIGGER nobody_is_told");

        var discarded = await service.TypedAsync("errors", "discard", messages[0]);
        Assert.That(discarded.ExitCode, Is.Zero, discarded.Errors);
        Assert.That(await service.StopAsync(), Is.Zero, service.Output);
        await using var again = service.Beside("serve", "--Dispatch:Bus=memory");
        await again.StartAsync();

        await Eventually.Holds("the other farmer is told", () => Task.FromResult(Told(service, left) == 1), Ceiling);
        Assert.That(Told(service, givenUp), Is.Zero);
    }

    private static string MessageOf(ServiceProcess service, Farmer farmer) =>
        $"tell-farmer-order-taken.{Inspection.Ask(service.DatabaseFile, $"SELECT lower(\"MessageId\") FROM outbox WHERE \"Type\" = 'OrderSubmitted' AND \"Body\" LIKE '%{farmer.Id}%'").Single()}";

    private static long Told(ServiceProcess service, Farmer farmer) => service.Count($"notices WHERE \"Template\" = 'OrderTaken' AND \"Tracking\" = '{farmer.Tracking}'");
}
