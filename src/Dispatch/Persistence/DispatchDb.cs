using Microsoft.EntityFrameworkCore;

namespace Dispatch.Persistence;

/// <summary>The database: the truth about every order. Each stage brings its own tables.</summary>
public sealed class DispatchDb : DbContext
{
    /// <summary>Every save begins a transaction, one of a single row too: with it the save takes its turn.</summary>
    public DispatchDb(DbContextOptions<DispatchDb> options)
        : base(options) => Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DispatchDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder);
}
