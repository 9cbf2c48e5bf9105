using System.Data.Common;
using Dispatch.Domain.Experts;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Persistence;

/// <summary>Who checks millions of rows reads over several connections; others go on writing.</summary>
public sealed class When_several_read_one_moment : ServiceSpec
{
    private const int Many = 3;
    private readonly Meanwhile meanwhile = new();

    protected override void Also(IServiceCollection services) => services.Intercept(meanwhile);

    [Test]
    public async Task What_is_written_afterwards_none_of_them_sees()
    {
        await Service.Save(Langshan.Expert("E1"));
        Assert.That(await Seen(() => Service.Save(Langshan.Expert("E2"))), Is.All.EqualTo(1));
        Assert.That(await Service.Db(db => db.Set<Expert>().CountAsync()), Is.EqualTo(2));
    }

    /// <summary>Seen red on SQLite with what has been committed since not looked at, on PostgreSQL without the first one's snapshot.</summary>
    [Test]
    public async Task What_is_written_while_they_begin_all_of_them_see_or_none()
    {
        await Service.Save(Langshan.Expert("E1"));
        meanwhile.AtTransaction(2, () => Service.Save(Langshan.Expert("E2")));
        Assert.That((await Seen(() => Task.CompletedTask)).Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(meanwhile.IsDone, "and it was written");
    }

    /// <summary>Seen red with the transaction left open.</summary>
    [Test]
    public async Task Afterwards_the_first_reads_on_as_ever() => await Service.Db(async db =>
    {
        var patience = db.Database.GetCommandTimeout();
        await using (await Readers.Of(db, Many, TimeSpan.FromHours(1), default)) Assert.That(db.Database.GetCommandTimeout(), Is.EqualTo(3600));
        await Service.Save(Langshan.Expert("E1"));
        Assert.That((db.Database.GetCommandTimeout(), await db.Set<Expert>().CountAsync()), Is.EqualTo((patience, 1)));
        return true;
    });

    /// <summary>How many experts each sees, after the act.</summary>
    private Task<List<int>> Seen(Func<Task> act) => Service.Db(async db =>
    {
        await using var readers = await Readers.Of(db, Many, TimeSpan.FromMinutes(1), default);
        await act();
        var seen = new List<int>();
        for (var reader = 0; reader < Many; reader++) seen.Add(await readers[reader].Set<Expert>().CountAsync());
        return seen;
    });

    /// <summary>Does something once, when so many transactions that are no saves have begun.</summary>
    private sealed class Meanwhile : DbTransactionInterceptor
    {
        private Func<Task>? act;
        private int left;

        public bool IsDone => left < 0;

        public void AtTransaction(int number, Func<Task> does) => (left, act) = (number, does);

        public override async ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
        {
            if (act is null || --left > 0) return result;
            var does = act;
            act = null;
            left = -1;
            await does();
            return result;
        }
    }
}
