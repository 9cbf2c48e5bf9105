using System.Data.Common;
using Dispatch.Finding;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Intake;

/// <summary>A province has tens of thousands of villages, and each order names one.</summary>
[OnSqlite]
public sealed class When_a_village_is_looked_for : ServiceSpec
{
    private readonly Statements asked = new();

    protected override void Also(IServiceCollection services) => services.Intercept(asked);

    /// <summary>Seen red without an index of official names: all villages were read, for SQLite looks each name up or none.</summary>
    [TestCase(null), TestCase("狼山镇")]
    public async Task No_list_is_read_from_end_to_end(string? town)
    {
        await Service.Db(db => FindVillage.Find(db, town, "富强村", default));
        var steps = await Service.Db(async db =>
        {
            var all = new List<string>();
            await db.Database.OpenConnectionAsync();
            foreach (var statement in asked.Of("villages").ToList())
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = statement;
                all.AddRange(await QueryPlan.Of(command));
            }
            return all;
        });
        Assert.That(steps, Has.Some.StartsWith("SEARCH v USING INDEX").And.None.StartsWith("SCAN"));
    }

    private sealed class Statements : DbCommandInterceptor
    {
        private readonly List<string> all = [];

        public IEnumerable<string> Of(string table) => all.Where(statement => statement.Contains($"FROM \"{table}\"", StringComparison.Ordinal));

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            all.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }
}
