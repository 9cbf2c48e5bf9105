using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Tests.Matching;

public sealed class When_weights_change_while_it_runs : ServiceSpec
{
    private Said said = null!;

    protected override void Also(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(said = new Said());

    /// <summary>Seen red when nothing follows the configuration, and when it starts no round.</summary>
    [Test]
    public async Task The_next_round_comes_at_once_and_weighs_by_the_new()
    {
        await Service.Settle(Langshan.Expert("E1", km: 45));
        var tracking = await Service.Ordered();
        await Service.TurnUntil(TimeSpan.FromSeconds(1), () => Service.Db(db => db.Set<MatchRow>().AnyAsync()));
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Waiting), "beyond reach");

        var changed = Service.Clock.GetUtcNow();
        Configure("ReachKm", "60");
        await Service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await Service.StateOf(tracking) == State.Offered);
        Assert.That(Service.Clock.GetUtcNow() - changed, Is.LessThan(TimeSpan.FromMinutes(1)), "without waiting for the round that comes every minute");
    }

    /// <summary>Seen red with null, as JSON has it, read as a weight of 0.</summary>
    [TestCase("LoadKm", "-1")]
    [TestCase("LoadKm", "far")]
    [TestCase("LoudKm", "1")]
    public void A_wrong_one_is_named_and_none_is_used(string name, string value)
    {
        var before = Service.Get<Settings>().Weights;
        Configure("CropKm", "3", name, value);
        Assert.That(Service.Get<Settings>().Weights, Is.EqualTo(before));
        Assert.That(said.Has($"Dispatch:Weights:{name}"), string.Join(' ', said.All));
        Configure(name, null);
        Assert.That(Service.Get<Settings>().Weights, Is.EqualTo(before with { CropKm = 3 }), "what is right again is used");
    }

    private void Configure(params string?[] namesAndValues)
    {
        var configuration = (IConfigurationRoot)Service.Get<IConfiguration>();
        foreach (var pair in namesAndValues.Chunk(2)) configuration[$"Dispatch:Weights:{pair[0]}"] = pair[1];
        configuration.Reload();
    }
}
