using System.Buffers.Text;
using System.Security.Cryptography;
using Dispatch.Domain.Experts;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Accounts;

/// <summary>Whose calendar a secret opens.</summary>
public sealed class CalendarAddresses(DispatchDb db, TimeProvider clock)
{
    private const int Bytes = 32;

    /// <summary>Makes an address; one there was before opens nothing any more.</summary>
    /// <returns>The secret, which is kept nowhere.</returns>
    public async Task<string> Make(ExpertId expert, CancellationToken stop)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        await db.Transact(async () => Put(await Of(expert, stop), expert, ApiKeys.HashOf(secret)), stop);
        return secret;
    }

    /// <summary>From now on nobody reads it without signing in.</summary>
    public Task<int> TakeBack(ExpertId expert, CancellationToken stop) => db.Set<CalendarAddress>().Where(address => address.Expert == expert).ExecuteDeleteAsync(stop);

    /// <summary>When the address was made; null when there is none.</summary>
    public async Task<DateTimeOffset?> MadeAt(ExpertId expert, CancellationToken stop) => (await Of(expert, stop))?.MadeAt;

    /// <summary>Whose it is; null when the secret opens nothing.</summary>
    public async Task<ExpertId?> Find(string secret, CancellationToken stop)
    {
        var hash = ApiKeys.HashOf(secret);
        return (await db.Set<CalendarAddress>().AsNoTracking().FirstOrDefaultAsync(address => address.Hash == hash, stop))?.Expert;
    }

    private Task<CalendarAddress?> Of(ExpertId expert, CancellationToken stop) => db.Set<CalendarAddress>().FirstOrDefaultAsync(address => address.Expert == expert, stop);

    private CalendarAddress Put(CalendarAddress? known, ExpertId expert, string hash)
    {
        known ??= db.Add(new CalendarAddress { Expert = expert, Hash = hash, MadeAt = clock.GetUtcNow() }).Entity;
        (known.Hash, known.MadeAt) = (hash, clock.GetUtcNow());
        return known;
    }
}
