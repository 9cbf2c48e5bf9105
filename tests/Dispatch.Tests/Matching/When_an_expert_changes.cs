using System.Data.Common;
using Dispatch.Domain.Experts;
using Dispatch.Matching;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Matching;

/// <summary>Two messages about one expert are handled at the same time.</summary>
public sealed class When_an_expert_changes : ServiceSpec
{
    private static readonly ExpertId Id = ExpertId.For("E1");
    private readonly SlowReader slow = new();

    protected override void Also(IServiceCollection services) => services.Intercept(slow);

    [SetUp]
    public async Task Start()
    {
        await Service.Settle(Langshan.Expert("E1"));
        await Roster();
    }

    /// <summary>Seen red without the turn in KnownExperts.Refresh: the slower one put the older row back.</summary>
    [Test]
    public async Task The_roster_keeps_the_newer_row_though_the_older_is_read_more_slowly()
    {
        var (read, goOn) = slow.NextIsSlow();
        var older = Refresh();
        await read;
        await Service.Db(db => db.Database.ExecuteSqlRawAsync("UPDATE experts SET \"Name\" = '改名' WHERE \"Code\" = 'E1'"));
        var newer = Refresh();
        goOn();
        await Task.WhenAll(older, newer);

        Assert.That((await Roster()).Find(Id)!.Value.Expert.Name, Is.EqualTo("改名"));
    }

    private Task<Domain.Matching.Roster> Roster() => Service.Db(db => Service.Get<KnownExperts>().Roster(db, default));

    private Task<bool> Refresh() => Service.Db(async db =>
    {
        await Service.Get<KnownExperts>().Refresh(db, Id, default);
        return true;
    });

    /// <summary>Has read an expert's row, and takes its time to hand it on.</summary>
    private sealed class SlowReader : DbCommandInterceptor
    {
        private TaskCompletionSource? read;
        private TaskCompletionSource? handed;

        public (Task Read, Action GoOn) NextIsSlow()
        {
            (read, handed) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));
            return (read.Task, handed.SetResult);
        }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (read is not { } told || !command.CommandText.Contains("experts", StringComparison.Ordinal)) return result;
            read = null;
            told.SetResult();
            await handed!.Task;
            return result;
        }
    }
}
