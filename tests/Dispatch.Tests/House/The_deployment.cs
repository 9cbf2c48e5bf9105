using System.Text.RegularExpressions;
using Dispatch.Domain.Orders;
using Dispatch.Messaging.Errors;
using Dispatch.Tests.Watching;
using Dispatch.Web.Serving;
using Microsoft.Extensions.Configuration;

namespace Dispatch.Tests.House;

/// <summary>
/// What lies in deploy/ names what there is. Whether alerts and units do what they say no test tells; whoever changes them types
/// <c>promtool test rules deploy/prometheus/alerts.test.yml</c> and <c>systemd-analyze verify deploy/systemd/*</c>.
/// </summary>
public sealed partial class The_deployment
{
    private static readonly string Folder = Path.Combine(Sources.Root, "deploy");

    private static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".png", StringComparison.Ordinal));

    /// <summary>Seen red with a setting that was misspelt.</summary>
    [Test]
    public void Every_setting_that_is_named_is_one()
    {
        var named = Files.SelectMany(file => Setting().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)).Distinct().ToList();
        Assert.That(named, Does.Contain("Database").And.Contain("Bus"));
        foreach (var name in named)
        {
            var one = new ConfigurationBuilder().AddInMemoryCollection([new($"Dispatch:{name}", Example(name))]).Build();
            Assert.That(() => ServiceHost.SettingsOf(one), Throws.Nothing, name);
        }
    }

    /// <summary>How deep a queue is only a broker tells; a system test looks at that one.</summary>
    [Test]
    public async Task Every_figure_that_alerts_and_dashboard_name_is_on_metrics()
    {
        await using var service = await Service.StartAsync();
        await Personal.Life(service);
        await service.Save(new ErrorRow { MessageId = OrderId.For("failed").Value, Consumer = "TriageOrder", Type = "OrderSubmitted", Body = "{}", Why = "", At = Service.Monday });
        var there = (await Scrape.Of(service)).Names;
        var named = new[] { "prometheus/alerts.yml", "grafana/dispatch.json" }
            .SelectMany(file => Figure().Matches(File.ReadAllText(Path.Combine(Folder, file)))).Select(match => match.Value).ToHashSet();
        Assert.That(named, Has.Count.GreaterThan(12));
        Assert.That(named.Except(there), Is.EquivalentTo(new[] { "dispatch_queue_messages" }));
    }

    [Test]
    public void Every_part_of_the_runbook_that_is_referred_to_is_there()
    {
        var parts = Heading().Matches(File.ReadAllText(Path.Combine(Folder, "runbook.md"))).Select(match => Anchor(match.Groups["title"].Value)).ToHashSet();
        var named = Files.SelectMany(file => Reference().Matches(File.ReadAllText(file))).Select(match => match.Groups["part"].Value).ToHashSet();
        Assert.That(named, Has.Count.GreaterThan(3));
        Assert.That(named.Except(parts), Is.Empty);
    }

    /// <summary>As GitHub makes one of a heading; what follows in Chinese belongs to it.</summary>
    private static string Anchor(string title) => NotInAnchor().Replace(title.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static string Example(string name) => name switch
    {
        "Database" => "sqlite:data/dispatch.db",
        "Bus" => "memory",
        "DistrictOnMetrics" or "Inbox" => "false",
        "Rates:PerAddress" => "1000000",
        "NoticeWebhook" => "http://127.0.0.1",
        _ => "127.0.0.1",
    };

    [GeneratedRegex(@"Dispatch__(?<name>[A-Za-z]+(__[A-Za-z]+)*)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\b(dispatch|http_server|dotnet)_[a-z_]+\b(?=[\[{)\s""])")]
    private static partial Regex Figure();

    [GeneratedRegex(@"^## (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"runbook\.md#(?<part>[\w-]+)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"[^\w -]")]
    private static partial Regex NotInAnchor();
}
