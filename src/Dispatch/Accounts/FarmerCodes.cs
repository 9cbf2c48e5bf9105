using System.Security.Cryptography;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Notifying;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Accounts;

/// <summary>Codes that are sent to farmers' phones, so that whoever has the phone in hand can open what is theirs.</summary>
public sealed class FarmerCodes(DispatchDb db, TellFarmerCode telling, TimeProvider clock)
{
    public const int Digits = 6;

    /// <summary>Of one code.</summary>
    public const int MostTries = 5;

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>A second tap within it sends no second code, which would make the first one worthless on its way.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>So long before its first code a phone has opened nothing that still holds.</summary>
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(1);

    /// <summary>Slow on purpose: to try a million codes on a copied row takes longer than they live.</summary>
    private static readonly PasswordHasher<string> Hashing = new();

    /// <summary>Sends a code to a phone that somebody has left with an order or an enrolment, or that the registry knows; to no other. Each costs one hashing.</summary>
    /// <param name="phone">A mobile, as dialled within the country.</param>
    /// <param name="language">"zh" or "en".</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task Ask(string phone, string language, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var code = RandomNumberGenerator.GetString("0123456789", Digits);
        var hash = Hashing.HashPassword(phone, code);
        var known = await Of(phone, stop);
        if (!await IsKnown(phone, stop) || (known?.Hash is not null && known.SentAt > now - Pause)) return;
        if (known is null) db.Add(known = new FarmerCode { Phone = phone, SentAt = now, SignedOutAt = now - Instant });
        (known.Hash, known.SentAt, known.Tries) = (hash, now, 0);
        if (await Saved(stop)) telling.Send(phone, code, language, Life);
    }

    /// <summary>Whether it is the phone's code. One that is right is used up; of two at once, one is in.</summary>
    public async Task<bool> Take(string phone, string code, CancellationToken stop)
    {
        var known = await Of(phone, stop);
        if (known is not { Hash: { } hash, Tries: < MostTries } || known.SentAt + Life < clock.GetUtcNow())
        {
            Hashing.HashPassword(phone, code);
            return false;
        }
        var right = Hashing.VerifyHashedPassword(phone, hash, code) != PasswordVerificationResult.Failed;
        known.Tries++;
        if (right) known.Hash = null;
        return await Saved(stop) && right;
    }

    /// <summary>Closes whatever has been opened with this phone's codes until now, in every browser.</summary>
    public async Task SignOut(string phone, CancellationToken stop)
    {
        while (await Of(phone, stop) is { } known)
        {
            known.SignedOutAt = clock.GetUtcNow();
            if (await Saved(stop)) return;
            db.Forget();
        }
    }

    /// <summary>Whether what was opened then is closed by now. A phone that is not known here has been forgotten, with all that it had opened.</summary>
    public async Task<bool> IsOver(string phone, DateTimeOffset since, CancellationToken stop) => !await db.Set<FarmerCode>().AnyAsync(known => known.Phone == phone && !(known.SignedOutAt >= since), stop);

    private Task<FarmerCode?> Of(string phone, CancellationToken stop) => db.Set<FarmerCode>().FirstOrDefaultAsync(known => known.Phone == phone, stop);

    private async Task<bool> IsKnown(string phone, CancellationToken stop) =>
        await db.Set<Order>().AnyAsync(order => order.FarmerPhone == phone, stop)
        || await db.Set<Farmer>().AnyAsync(farmer => farmer.Phone == phone, stop)
        || await db.Set<Enrolment>().AnyAsync(enrolment => enrolment.Phone == phone, stop);

    /// <summary>False when another was quicker.</summary>
    private async Task<bool> Saved(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException lost) when (lost is DbUpdateConcurrencyException || Guards.Broken(lost) is not null)
        {
            return false;
        }
    }
}
