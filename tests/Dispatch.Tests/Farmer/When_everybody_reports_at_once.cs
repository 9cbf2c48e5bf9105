using System.Data.Common;
using System.Net;
using Dispatch.Persistence;
using Dispatch.Tests.Pages;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Farmer;

/// <summary>After hail the farmers of a village have all written their report, and press the last button.</summary>
public sealed class When_everybody_reports_at_once : FarmerSpec
{
    private const int Many = 32, Turns = 16;
    private readonly AtWork atWork = new();

    protected override void Also(IServiceCollection services) => services.Intercept(atWork);

    /// <summary>Seen red with the page's door open: all at once.</summary>
    [Test]
    public async Task Each_is_an_order_and_they_take_turns_at_the_database()
    {
        var farmers = Enumerable.Range(0, Many).Select(_ => new Visitor(Service)).ToList();
        foreach (var farmer in farmers) await Write(farmer);
        await Task.WhenAll(farmers.Select(farmer => farmer.Send()));

        Assert.That(farmers.Select(farmer => (farmer.Status, farmer.Address.Segments[^1])), Is.All.EqualTo((HttpStatusCode.OK, "sent")));
        Assert.That(await Orders(), Has.Count.EqualTo(Many));
        Assert.That(atWork.Most, Is.InRange(1, Turns));
    }

    /// <summary>Counts those who are at the database, by their looking for the village, which one database names in quotes: what they write may go together.</summary>
    private sealed class AtWork : DbCommandInterceptor
    {
        private readonly Lock gate = new();
        private int now;

        public int Most { get; private set; }

        /// <summary>Whoever else is on the way gets here meanwhile.</summary>
        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (!command.CommandText.Replace("\"", "", StringComparison.Ordinal).Contains("FROM villages", StringComparison.Ordinal)) return result;
            lock (gate) Most = Math.Max(Most, ++now);
            for (var n = 0; n < 10 * Many; n++) await Task.Yield();
            lock (gate) now--;
            return result;
        }
    }
}
