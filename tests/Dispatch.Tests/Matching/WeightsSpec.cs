using Dispatch.Domain.Matching;

namespace Dispatch.Tests.Matching;

public sealed class WeightsSpec
{
    [TestCase(-0.001)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(Weights.Most * 1.001)]
    public void A_weight_that_makes_no_sense_is_refused_by_name(double weight)
    {
        Assert.That(() => new Weights { ScarcityKm = weight }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("ScarcityKm"));
        Assert.That(() => new Weights { UrgentAheadHours = weight }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("UrgentAheadHours"));
    }

    [Test]
    public void Zero_turns_a_rule_off() => Assert.That(new Weights { CropKm = 0 }.CropKm, Is.Zero);
}
