using Dispatch.Domain.Matching.Flow;

namespace Dispatch.Tests.Matching.Flow;

/// <summary>
/// Seats 0 and 1 are of one order and may go to both experts, seats 2 and 3 to the first alone, who has two places; the other has one.
/// Arcs are numbered as they are named; prices are those of the experts and of the order's gates at them.
/// </summary>
public sealed class CertificateSpec
{
    private SeatNetwork network = null!;

    [SetUp]
    public void Name()
    {
        network = new SeatNetwork([0, 0, -1, -1], [[0, 5], [0]]);
        network.Allow(0, 0, 10);
        network.Allow(0, 1, 30);
        network.Allow(1, 0, 10);
        network.Allow(1, 1, 40);
        network.Allow(2, 0, 20);
        network.Allow(3, 0, 1);
        network.Solve();
    }

    [Test]
    public void The_right_flow_has_one() => Assert.That(Broken([1, 2, 4, -1], 5, 0, 25, 0), Is.Null);

    [TestCase(new[] { 1, 2, 4, 5 }, "Expert 0 has more seats than places.")]
    [TestCase(new[] { 0, 2, -1, -1 }, "Expert 0 has seats 0 and 1 of one order.")]
    [TestCase(new[] { 0, 3, 4, -1 }, "Seat 0 would cost less with expert 1.")]
    [TestCase(new[] { 1, 2, -1, 5 }, "Seat 3 is served though seat 2 comes before it.")]
    [TestCase(new[] { 1, 2, -1, -1 }, "Seat 2 goes without though expert 0 can be free.")]
    public void A_wrong_one_has_none(int[] arcOf, string broken) => Assert.That(Broken(arcOf, 5, 0, 25, 0), Is.EqualTo(broken));

    [TestCase(new[] { 1, 2, 4, -1 }, 4, 0, 25, 0, "Expert 0 has taken a place above its price.")]
    [TestCase(new[] { 1, 2, -1, -1 }, 6, 0, 25, 0, "Expert 0 has a free place below its price.")]
    [TestCase(new[] { 1, 2, 4, -1 }, 5, 0, 25, -1, "Seat 0 passes its gate for less than nothing.")]
    [TestCase(new[] { 1, 2, 4, -1 }, 5, 0, 31, 0, "Seat 1 would cost less with expert 1.")]
    public void Nor_do_wrong_prices_prove_anything(int[] arcOf, long first, long second, long gateAtFirst, long gateAtSecond, string broken) =>
        Assert.That(Broken(arcOf, first, second, gateAtFirst, gateAtSecond), Is.EqualTo(broken));

    private string? Broken(int[] arcOf, params long[] prices) => Certificate.FirstBroken(new SeatFlow(network, arcOf, prices));
}
