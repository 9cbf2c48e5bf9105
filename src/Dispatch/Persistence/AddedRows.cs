using Microsoft.EntityFrameworkCore;

namespace Dispatch.Persistence;

/// <summary>What a save is about to write down anew.</summary>
internal static class AddedRows
{
    /// <summary>What is added is known at once: nothing needs to be compared to find it.</summary>
    public static List<T> Added<T>(this DbContext context)
        where T : class
    {
        var comparing = context.ChangeTracker.AutoDetectChangesEnabled;
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return [.. context.ChangeTracker.Entries<T>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity)];
        }
        finally
        {
            context.ChangeTracker.AutoDetectChangesEnabled = comparing;
        }
    }
}
