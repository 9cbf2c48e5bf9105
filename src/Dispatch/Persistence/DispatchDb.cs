using Microsoft.EntityFrameworkCore;

namespace Dispatch.Persistence;

/// <summary>The database: the truth about every order. Each stage brings its own tables.</summary>
public sealed class DispatchDb(DbContextOptions<DispatchDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DispatchDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder);
}
