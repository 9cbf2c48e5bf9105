using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dispatch.Persistence;

/// <summary>The database: the truth about every order. Each stage brings its own tables; what databases differ in while one works with them is here.</summary>
public abstract class DispatchDb : DbContext
{
    protected DispatchDb(DbContextOptions options)
        : base(options) => Appending = new(this);

    /// <summary>How to say in SQL what LINQ can't, in this database's words.</summary>
    public abstract SqlWords Words { get; }

    /// <summary>The level of isolation at which everything read is as of the first read, and nobody is held up.</summary>
    internal abstract IsolationLevel Moment { get; }

    /// <summary>Another for the same database, with a connection of its own.</summary>
    internal abstract DispatchDb Another();

    /// <summary>Begins a transaction for this one and each of the others; what they read in it is as of one moment.</summary>
    internal abstract Task MeetAsync(IReadOnlyList<DispatchDb> others, CancellationToken stop);

    /// <summary>Begins a transaction in which nobody else writes until it ends.</summary>
    /// <param name="claimed">Asks for the rows of one table that are to be changed and that another may have claimed for long, see <see cref="Claims"/>; they are waited for before anybody has to wait for this.</param>
    /// <param name="stop">Ends the wait.</param>
    internal abstract Task<IDbContextTransaction> AloneAsync(FormattableString claimed, CancellationToken stop);

    /// <summary>Begins a claim on rows, see <see cref="Claims"/>; null where there are none.</summary>
    public abstract Task<IDbContextTransaction?> BeginClaim(CancellationToken stop);

    /// <summary>What is read of a row, as this database's driver has it at the least cost.</summary>
    internal abstract PlainRow RowOf(DbDataReader rows);

    /// <summary>What is written with the next save, and not watched.</summary>
    internal Appending Appending { get; }

    /// <summary>Writes a row down with the next save, after what that save writes otherwise, and does not watch it for changes.</summary>
    public void Append(object row) => Appending.Add(row);

    /// <summary>Forgets what was read, and what was to be written and is not saved.</summary>
    public void Forget()
    {
        ChangeTracker.Clear();
        Appending.Clear();
    }

    /// <summary>
    /// Writes what has changed, and after it what is appended; all of it or nothing, also within a transaction that somebody has begun.
    /// </summary>
    /// <returns>How many rows have changed; those that are appended are not counted.</returns>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Appending.IsEmpty) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (Database.CurrentTransaction is { } outer) return await SaveWithin(outer, acceptAllChangesOnSuccess, cancellationToken);
        Appending.WithCommit = true;
        try
        {
            var saved = await (ChangeTracker.HasChanges() ? SaveWithCommit(acceptAllChangesOnSuccess, cancellationToken) : SaveAppended(acceptAllChangesOnSuccess, cancellationToken));
            return Appending.IsEmpty ? saved : throw new InvalidOperationException($"Without {nameof(WriteAppended)} this context can append nothing.");
        }
        finally
        {
            Appending.WithCommit = false;
        }
    }

    /// <summary>It may be used again, for another act.</summary>
    public override void Dispose()
    {
        Appending.Clear();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose"/>
    public override ValueTask DisposeAsync()
    {
        Appending.Clear();
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DispatchDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder);

    /// <summary>What has changed has been looked for.</summary>
    private async Task<int> SaveWithCommit(bool acceptAllChangesOnSuccess, CancellationToken stop)
    {
        var comparing = ChangeTracker.AutoDetectChangesEnabled;
        (ChangeTracker.AutoDetectChangesEnabled, Database.AutoTransactionBehavior) = (false, AutoTransactionBehavior.Always);
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, stop);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = comparing;
        }
    }

    /// <summary>For a save that has nothing to write itself EF begins no transaction.</summary>
    private async Task<int> SaveAppended(bool acceptAllChangesOnSuccess, CancellationToken stop)
    {
        await using var own = await Database.BeginTransactionAsync(stop);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, stop);
        await own.CommitAsync(stop);
        return saved;
    }

    private async Task<int> SaveWithin(IDbContextTransaction transaction, bool acceptAllChangesOnSuccess, CancellationToken stop)
    {
        const string before = "before_the_save";
        await transaction.CreateSavepointAsync(before, stop);
        try
        {
            var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, stop);
            await Appending.Write(transaction.GetDbTransaction(), stop);
            if (acceptAllChangesOnSuccess) ChangeTracker.AcceptAllChanges();
            Appending.Clear();
            await transaction.ReleaseSavepointAsync(before, stop);
            return saved;
        }
        catch
        {
            Appending.TakeBack();
            await Undo(transaction, before);
            throw;
        }
    }

    /// <summary>Where that fails, the transaction is lost with what was written in it.</summary>
    private static async Task Undo(IDbContextTransaction transaction, string savepoint)
    {
        try
        {
            await transaction.RollbackToSavepointAsync(savepoint);
        }
        catch (Exception lost) when (lost is DbException or InvalidOperationException)
        {
            // Why the save failed is what is told.
        }
    }
}
