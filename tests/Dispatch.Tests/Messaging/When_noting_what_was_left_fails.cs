using System.Data.Common;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Messaging;

/// <summary>What another process left in the outbox is published under a claim, a transaction, which may fail after all.</summary>
[OnPostgres]
public sealed class When_noting_what_was_left_fails : ServiceSpec
{
    private readonly Refusal refusal = new();

    protected override void Also(IServiceCollection services) => services.Intercept(refusal);

    /// <summary>Promise 1. Seen red where it was put aside within the claim: it was noted as sent, and in no queue.</summary>
    [Test]
    public async Task What_nobody_can_read_is_in_the_error_queue_all_the_same()
    {
        refusal.Is(due: true);
        await Service.Db(db => db.Database.ExecuteSqlAsync($"""INSERT INTO outbox ("MessageId", "Type", "Body", "At") VALUES ({Guid.CreateVersion7()}, 'NobodyKnows', 'garbage', 0)"""));
        await OrderDesk.Until(() => Service.Db(db => db.Set<OutboxRow>().AnyAsync(row => row.Body == "garbage" && row.SentAt != null)));

        Assert.That(refusal.IsDue, Is.False, "noting it failed once");
        Assert.That(await Service.Db(db => db.Set<ErrorRow>().CountAsync(error => error.Consumer == ErrorRow.Outbox && error.Body == "garbage")), Is.EqualTo(1));
    }

    /// <summary>Meets the next statement that notes something as sent.</summary>
    private sealed class Refusal : DbCommandInterceptor
    {
        private int due;

        public bool IsDue => Volatile.Read(ref due) == 1;

        public void Is(bool due) => Volatile.Write(ref this.due, due ? 1 : 0);

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            command.CommandText.StartsWith("UPDATE outbox", StringComparison.Ordinal) && Interlocked.Exchange(ref due, 0) == 1
                ? throw new InvalidOperationException("The server has gone.")
                : ValueTask.FromResult(result);
    }
}
