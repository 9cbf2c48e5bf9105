using Dispatch.Matching;
using Microsoft.Extensions.Primitives;

namespace Dispatch.Web.Serving;

/// <summary>
/// Follows the configuration's weights while the service runs. A round of matching takes them once, at its start, so none is
/// weighed by old and new together, and none waits. Weights that are wrong are named and not used; every other setting keeps
/// what it was at the start.
/// </summary>
internal sealed class ReloadWeights(IConfiguration configuration, Settings settings, MatchingClock rounds, ILogger<ReloadWeights> log) : IHostedService
{
    private IDisposable? following;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        following = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        following?.Dispose();
        return Task.CompletedTask;
    }

    private void Reload()
    {
        try
        {
            var weights = ReadSettings.From(configuration).Weights;
            if (weights == settings.Weights) return;
            log.LogInformation("From the next round on matching weighs by {New}, until now by {Old}.", weights, settings.Weights);
            settings.Weights = weights;
            rounds.Prompt();
        }
        catch (BadSetting wrong)
        {
            log.LogError("The changed configuration is not used. {Why}", wrong.Message);
        }
    }
}
