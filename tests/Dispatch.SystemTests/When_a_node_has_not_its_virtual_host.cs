namespace Dispatch.SystemTests;

/// <summary>As one that has just come back: it takes the connection, and refuses what is asked of it. Seen red with a connection that nothing was asked of: a stack instead of a sentence, and no other node was tried.</summary>
public sealed class When_a_node_has_not_its_virtual_host
{
    [Test]
    public async Task Whoever_asks_for_failed_messages_is_told_in_a_sentence()
    {
        var broker = await Broker.Running();
        await using var service = await SmallWorld.Service(new Uri(broker.Uri, "nowhere"));

        var list = await service.TypedAsync("errors", "list", "--json");

        Assert.That((list.ExitCode, list.Output), Is.EqualTo((1, "")));
        Assert.That(list.Errors.Trim(), Is.Not.Empty.And.Not.Contain("\n"));
    }
}
