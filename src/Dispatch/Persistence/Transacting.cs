using Microsoft.EntityFrameworkCore;

namespace Dispatch.Persistence;

/// <summary>An act in one transaction: load, decide, write rows and outgoing messages, all or nothing.</summary>
public static class Transacting
{
    private const int Tries = 8;

    /// <summary>
    /// Runs the act and saves; when somebody else has changed the same row meanwhile, forgets everything and runs it again.
    /// </summary>
    /// <exception cref="DbUpdateException">A guard of the database refused, or the row stayed contended.</exception>
    public static async Task<T> Transact<T>(this DispatchDb db, Func<Task<T>> act, CancellationToken stop)
    {
        for (var n = 1; ; n++)
        {
            try
            {
                var result = await act();
                await db.SaveChangesAsync(stop);
                return result;
            }
            catch (DbUpdateException conflict) when (n < Tries && Guards.IsLostRace(conflict))
            {
                db.Forget();
            }
            catch (DbUpdateException)
            {
                db.Forget();
                throw;
            }
        }
    }
}
