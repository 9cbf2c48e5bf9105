using Dispatch.Domain.Matching;
using FsCheck;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Dispatch.Tests.Matching;

public sealed class GiniSpec
{
    [TestCase(new double[] { 3, 3, 3 }, 0)]
    [TestCase(new double[] { 0, 0, 0 }, 0)]
    [TestCase(new double[] { 7 }, 0)]
    [TestCase(new double[] { 0, 1 }, 0.5)]
    [TestCase(new double[] { 0, 0, 0, 1 }, 0.75)]
    [TestCase(new double[] { 1, 2, 3, 4 }, 0.25)]
    [TestCase(new double[] { 4, 1, 3, 2 }, 0.25)]
    [TestCase(new double[] { 40, 10, 30, 20 }, 0.25)]
    public void It_tells_how_unevenly_all_is_shared(double[] values, double gini) => Assert.That(Gini.Of(values), Is.EqualTo(gini).Within(1e-12));

    [Test]
    public void Of_nobody_there_is_none() => Assert.That(Gini.Of([]), Is.Null);

    /// <summary>The definition, pair by pair.</summary>
    [Property(MaxTest = 100, Replay = "20260601,3")]
    public void It_is_the_mean_difference_of_all_pairs_over_twice_the_mean(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var values = Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(4) == 0 ? 0 : random.NextDouble()).Append(1).ToArray();
        var pairs = values.SelectMany(_ => values, (one, other) => Math.Abs(one - other)).Average();

        Assert.That(Gini.Of(values), Is.EqualTo(pairs / (2 * values.Average())).Within(1e-12));
    }

    [Test]
    public void Equal_shares_are_never_less_than_even([Range(2, 40)] int people) => Assert.That(Gini.Of(Enumerable.Repeat(0.1, people)), Is.InRange(0, 1e-12));

    [TestCase(-0.1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_share_that_is_none_is_refused(double share) => Assert.That(() => Gini.Of([1, share]), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
