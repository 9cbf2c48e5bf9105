using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Dispatch.Domain;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Accounts;

/// <summary>Who among machines may call.</summary>
public sealed class ApiKeys(DispatchDb db, TimeProvider clock)
{
    public const int LongestName = 50;

    /// <summary>So that a key found in a log or a repository is known for what it is.</summary>
    private const string Sign = "dk_";
    private const int Bytes = 32;
    private const string CallsClaim = "calls";

    private static readonly Compiled<Func<DispatchDb, string, CancellationToken, Task<ApiKey?>>> Valid = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, string hash, CancellationToken stop) => db.Set<ApiKey>().AsNoTracking().FirstOrDefault(key => key.Hash == hash && key.RevokedAt == null)));

    /// <summary>What is kept of a secret.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>How many calls a minute a machine may make; null for as many as the settings say.</summary>
    public static int? CallsPerMinute(ClaimsPrincipal machine) => int.TryParse(machine.FindFirstValue(CallsClaim), CultureInfo.InvariantCulture, out var calls) ? calls : null;

    /// <summary>Who calls with a key.</summary>
    internal static ClaimsPrincipal Principal(ApiKey key) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, key.Name), .. key.SpeaksFor.Select(role => new Claim(ClaimTypes.Role, $"{role}")),
            .. key.CallsPerMinute is { } calls ? [new Claim(CallsClaim, calls.ToString(CultureInfo.InvariantCulture))] : Array.Empty<Claim>(),
        ], ByKey.Scheme));

    /// <summary>Makes a key.</summary>
    /// <param name="name">What it shall be called.</param>
    /// <param name="speaksFor">In which roles it may name an actor.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <param name="callsPerMinute">How many calls a minute; as many as the settings say when null.</param>
    /// <returns>The secret, which is kept nowhere; null when there is or was a key of that name.</returns>
    public async Task<string?> Add(string name, IReadOnlyList<Role> speaksFor, CancellationToken stop, int? callsPerMinute = null)
    {
        if (await db.Set<ApiKey>().AnyAsync(key => key.Name == name, stop)) return null;
        var secret = Sign + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        db.Add(new ApiKey { Name = name, Hash = HashOf(secret), SpeaksFor = speaksFor, MadeAt = clock.GetUtcNow(), CallsPerMinute = callsPerMinute });
        await db.SaveChangesAsync(stop);
        return secret;
    }

    /// <summary>All there were, by name.</summary>
    public Task<List<ApiKey>> List(CancellationToken stop) => db.Set<ApiKey>().AsNoTracking().OrderBy(key => key.Name).ToListAsync(stop);

    /// <summary>From now on it may not call. False when there is no such key; one that is revoked stays so.</summary>
    public async Task<bool> Revoke(string name, CancellationToken stop)
    {
        if (await db.Set<ApiKey>().FirstOrDefaultAsync(key => key.Name == name, stop) is not { } key) return false;
        key.RevokedAt ??= clock.GetUtcNow();
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>The key with this secret, unless it is revoked.</summary>
    internal Task<ApiKey?> Find(string hash, CancellationToken stop) => Valid.On(db)(db, hash, stop);
}
