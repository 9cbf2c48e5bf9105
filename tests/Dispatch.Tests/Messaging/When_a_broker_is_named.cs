using System.Net.Security;
using Dispatch.Messaging;

namespace Dispatch.Tests.Messaging;

public sealed class When_a_broker_is_named
{
    /// <summary>Seen red with the first only.</summary>
    [TestCase("amqp://one", "one:5672")]
    [TestCase("amqp://user:p%2Cw%40@one:5673/vhost", "one:5673")]
    [TestCase("amqp://user:pw@one:5672,two,127.0.0.1:5674/vhost", "one:5672 two:5672 127.0.0.1:5674")]
    [TestCase("amqps://one,two:5677/", "one:5671 two:5677")]
    public void Every_node_of_it_is_tried(string bus, string expected) =>
        Assert.That(BusSettings.Parse(bus).Endpoints().All().Select(node => $"{node.HostName}:{node.Port}"), Is.EquivalentTo(expected.Split(' ')));

    /// <summary>Seen red with MassTransit's default, which takes any certificate's chain.</summary>
    [Test]
    public void Over_TLS_each_has_to_prove_its_own_name()
    {
        foreach (var node in BusSettings.Parse("amqps://one,two:5677/").Endpoints().All())
            Assert.That((node.Ssl.Enabled, node.Ssl.ServerName, node.Ssl.AcceptablePolicyErrors), Is.EqualTo((true, node.HostName, SslPolicyErrors.None)));
    }

    [Test]
    public void User_password_and_virtual_host_hold_for_all_of_them() =>
        Assert.That(BusSettings.Parse("amqp://user:pw@one:5672,two:5673/vhost").Nodes.Select(node => node.ToString()), Is.EqualTo(new[] { "amqp://user:pw@one:5672/vhost", "amqp://user:pw@two:5673/vhost" }));
}
