using System.Data.Common;
using System.Net;
using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Messaging;

/// <summary>The database may not grow by a page any more. Seen red with a full disk that is taken for a bug: 500, and messages in the error queue.</summary>
[OnSqlite]
public sealed class When_the_disk_is_full : ServiceSpec
{
    private Disk disk = null!;

    protected override void Also(IServiceCollection services)
    {
        disk = new Disk();
        services.Intercept(disk);
    }

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"));

    [Test]
    public async Task Orders_get_a_clear_no_with_nothing_half_written_and_the_service_goes_on_afterwards()
    {
        disk.IsFull = true;
        var taken = 0;
        Reply reply;
        while ((reply = await Submit()).Status == HttpStatusCode.Created) taken++;
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "DatabaseUnavailable")));
        Assert.That(
            (await Count<Order>(_ => true), await Count<HistoryRow>(row => row.Version == 0), await Count<OutboxRow>(row => row.Type == nameof(OrderSubmitted))),
            Is.EqualTo((taken, taken, taken)));

        disk.IsFull = false;
        await Service.Ordered();
        await OrderDesk.Until(async () => await Count<Order>(order => order.State == State.Submitted) == 0);
        Assert.That((await Count<Order>(_ => true), Service.Faults), Is.EqualTo((taken + 1, 0)));
    }

    private Task<Reply> Submit() => Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower with { Difficulty = new string('虫', 1500) });

    private Task<int> Count<T>(System.Linq.Expressions.Expression<Func<T, bool>> which)
        where T : class => Service.Db(db => db.Set<T>().IgnoreAutoIncludes().CountAsync(which));

    /// <summary>Sets the limit with each save: a connection is kept, and would keep the limit it was opened with.</summary>
    private sealed class Disk : DbTransactionInterceptor
    {
        private const int Most = 1_000_000;

        public bool IsFull { get; set; }

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            // Less than there is means as much as there is.
            command.CommandText = $"PRAGMA max_page_count = {(IsFull ? 1 : Most)}";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return result;
        }
    }
}
