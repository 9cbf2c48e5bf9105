using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Dispatch.Persistence;

/// <summary>For <c>dotnet ef migrations add</c>: the model without the service around it.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<DispatchDb>
{
    public DispatchDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<DispatchDb>().UseSqlite("Data Source=:memory:").Options);
}
