using Dispatch.Matching;
using Microsoft.Extensions.Time.Testing;

namespace Dispatch.Tests.Matching;

public sealed class When_one_round_follows_another
{
    private FakeTimeProvider clock = null!;
    private Window window = null!;

    [SetUp]
    public void Open()
    {
        clock = new FakeTimeProvider(Service.Monday);
        window = new Window(TimeSpan.FromSeconds(2), clock);
    }

    [Test]
    public void The_first_waits_for_nobody() => Assert.That(window.Left, Is.EqualTo(TimeSpan.Zero));

    [TestCase(0, 2)]
    [TestCase(0.5, 1.5)]
    [TestCase(2, 0)]
    [TestCase(3600, 0)]
    public void The_next_waits_until_the_window_of_the_last_is_over(double secondsAfter, double left)
    {
        window.Begin();
        clock.Advance(TimeSpan.FromSeconds(secondsAfter));
        Assert.That(window.Left, Is.EqualTo(TimeSpan.FromSeconds(left)));
    }
}
