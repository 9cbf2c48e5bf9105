using Dispatch.Notifying;

namespace Dispatch.Tests.Notifying;

/// <summary>Each attempt may take long, all of them together may not; and those who wait don't all come back at once.</summary>
public sealed class When_the_webhook_is_slow : WebhookSpec
{
    private int drawn;

    private protected override Patience Patience => new() { Chance = Draw, Attempt = TimeSpan.FromHours(12), Overall = TimeSpan.FromSeconds(20) };

    /// <summary>The first attempt of a process is a slow one. It is made while the clock stands, so that it is not taken for a time-out.</summary>
    [SetUp]
    public async Task Once_it_was_quick()
    {
        await Told();
        await Town.Send();
        drawn = 0;
    }

    /// <summary>Seen red without the overall time-out.</summary>
    [Test]
    public async Task It_is_borne_with_no_longer_than_overall()
    {
        Gateway.Status = null;
        var told = await Told();
        await Send();

        Assert.That(Gateway.Posts.Count(post => post.Key == told.Id.ToString()), Is.EqualTo(1));
        Assert.That((await Delivery(told, "Webhook")).LastError, Is.EqualTo("No answer in time"));
    }

    /// <summary>Seen red without jitter.</summary>
    [Test]
    public async Task Chance_spreads_the_retries()
    {
        Gateway.Status = 500;
        await Told();
        await Send();

        Assert.That(drawn, Is.GreaterThan(0));
    }

    private double Draw()
    {
        drawn++;
        return 0.5;
    }
}
