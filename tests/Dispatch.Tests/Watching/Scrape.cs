using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Dispatch.Tests.Watching;

/// <summary>What Prometheus gets from /metrics, as it reads it.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, double> series = [];

    private Scrape(string text)
    {
        Text = text;
        foreach (Match line in Line().Matches(text))
        {
            var labels = Label().Matches(line.Groups["labels"].Value).Where(label => !label.Groups["name"].Value.StartsWith("otel_", StringComparison.Ordinal)).Select(label => label.Value).Order(StringComparer.Ordinal);
            series[$"{line.Groups["name"].Value} {string.Join(',', labels)}".TrimEnd()] = double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture);
        }
    }

    public string Text { get; }

    /// <summary>Names without their labels.</summary>
    public IReadOnlySet<string> Names => series.Keys.Select(one => one.Split(' ')[0]).ToHashSet();

    /// <summary>The value of <c>name label="value"</c>; no number where there is no such series.</summary>
    public double this[string one] => series.GetValueOrDefault(one, double.NaN);

    public static async Task<Scrape> Of(Service service, string? key = Service.Key)
    {
        using var http = service.Client(key);
        using var answer = await http.GetAsync("/metrics");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return new Scrape(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"^(?<name>[a-z_:][\w:]*)(\{(?<labels>.*)\})? (?<value>\S+)( \d+)?$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<name>\w+)=""(\\.|[^""])*""")]
    private static partial Regex Label();
}
