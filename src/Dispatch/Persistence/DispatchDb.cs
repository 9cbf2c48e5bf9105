using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dispatch.Persistence;

/// <summary>The database: the truth about every order. Each stage brings its own tables; what databases differ in while one works with them is here.</summary>
public abstract class DispatchDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>How to say in SQL what LINQ can't, in this database's words.</summary>
    public abstract SqlWords Words { get; }

    /// <summary>The level of isolation at which everything read is as of the first read, and nobody is held up.</summary>
    internal abstract IsolationLevel Moment { get; }

    /// <summary>Another for the same database, with a connection of its own.</summary>
    internal abstract DispatchDb Another();

    /// <summary>Begins a transaction for this one and each of the others; what they read in it is as of one moment.</summary>
    internal abstract Task MeetAsync(IReadOnlyList<DispatchDb> others, CancellationToken stop);

    /// <summary>Begins a transaction in which nobody else writes until it ends.</summary>
    internal abstract Task<IDbContextTransaction> AloneAsync(CancellationToken stop);

    /// <summary>Begins a claim on rows, see <see cref="Claims"/>; null where there are none.</summary>
    public abstract Task<IDbContextTransaction?> BeginClaim(CancellationToken stop);

    /// <summary>What is read of a row, as this database's driver has it at the least cost.</summary>
    internal abstract PlainRow RowOf(DbDataReader rows);

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DispatchDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder);
}
