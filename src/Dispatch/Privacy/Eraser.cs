using System.Security.Cryptography;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Photos;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Privacy;

/// <summary>
/// Erases a farmer, in one transaction: a mark takes the place of the phone wherever it stands, and nothing that of what the
/// farmer has said and shown. The photos' files go first, so that an erasure that is broken off can be done again.
/// </summary>
public sealed class Eraser(DispatchDb db, PhotoFiles files, TimeProvider clock, Storage storage)
{
    /// <param name="phone">In its one form.</param>
    /// <param name="reason">For the audit log.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="System.Data.Common.DbException">Somebody keeps the database busy. To be done again.</exception>
    public async Task<(Erasure? Done, ErasureRefusal? Refusal)> Erase(string phone, string reason, Viewer by, CancellationToken stop)
    {
        var (done, refusal) = await InOneTransaction(phone, reason, by, stop);
        // Also when there was nothing any more: the last time may have ended before this.
        if (refusal is null) await storage.Purge(db, stop);
        return (done, refusal);
    }

    private async Task<(Erasure? Done, ErasureRefusal? Refusal)> InOneTransaction(string phone, string reason, Viewer by, CancellationToken stop)
    {
        await using var transaction = await db.AloneAsync(ErasureSql.Claimed(phone), stop);
        if (await WhyNot(phone, stop) is { } refusal) return (null, refusal);
        var counts = await Count(phone, stop);
        if (counts is { Orders: 0, Enrolments: 0, Pairings: 0 } && !await IsNamed(phone, stop)) return (counts, null);
        var mark = Erased.Mark(RandomNumberGenerator.GetBytes(Erased.Chance));
        var photos = await OnlyTheirs(phone, stop);
        await files.Remove(photos, stop);
        db.RemoveRange(photos);
        foreach (var statement in ErasureSql.Of(phone, mark, db.Words)) await db.Database.ExecuteSqlAsync(statement, stop);
        db.Add(AuditRow.Of(by, ErasePerson.Act, mark, clock.GetUtcNow(), reason));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return (counts with { Mark = mark, Photos = photos.Count }, null);
    }

    private async Task<ErasureRefusal?> WhyNot(string phone, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return await GoOn(phone, stop) ? ErasureRefusal.OrdersOpen
            : await db.Set<Pairing>().AnyAsync(pairing => pairing.FarmerPhone == phone && pairing.To > now && (pairing.EndedAt == null || pairing.EndedAt > now), stop) ? ErasureRefusal.PairingRuns
            : null;
    }

    /// <summary>Whether an order of theirs is open, or goes on under an open one: it is opened again when that one is cancelled.</summary>
    private async Task<bool> GoOn(string phone, CancellationToken stop)
    {
        var orders = await db.Set<Order>().AsNoTracking().IgnoreAutoIncludes()
            .Where(order => order.FarmerPhone == phone && (order.State != State.Closed || order.MergedInto != null)).ToListAsync(stop);
        foreach (var order in orders)
            if ((await db.WhereItGoesOn(order, stop)).State != State.Closed) return true;
        return false;
    }

    private async Task<Erasure> Count(string phone, CancellationToken stop) => new(
        null,
        await db.Set<Order>().CountAsync(order => order.FarmerPhone == phone, stop),
        await db.Set<Enrolment>().CountAsync(enrolment => enrolment.Phone == phone, stop),
        await db.Set<Pairing>().CountAsync(pairing => pairing.FarmerPhone == phone, stop),
        0);

    private async Task<bool> IsNamed(string phone, CancellationToken stop) =>
        await db.Set<Farmer>().AnyAsync(farmer => farmer.Phone == phone, stop)
        || await db.Set<Attendee>().AnyAsync(attendee => attendee.Phone == phone, stop)
        || await db.Set<FarmerCode>().AnyAsync(code => code.Phone == phone, stop)
        || await db.Set<HistoryRow>().AnyAsync(row => row.By == new Actor(Role.Farmer, phone), stop)
        || await db.Set<AuditRow>().AnyAsync(row => row.Whose == phone || (row.Role == Role.Farmer && row.Name == phone), stop);

    /// <summary>The photos of the farmer's orders that no other order has as well.</summary>
    private async Task<List<Photo>> OnlyTheirs(string phone, CancellationToken stop)
    {
        var orders = db.Set<Order>().Where(order => order.FarmerPhone == phone).Select(order => order.Id);
        var lists = await db.Set<Order>().IgnoreAutoIncludes().Where(order => order.FarmerPhone == phone).Select(order => order.Photos).ToListAsync(stop);
        lists.AddRange(await db.Set<Visit>().Where(visit => orders.Contains(visit.Order)).Select(visit => visit.Photos).ToListAsync(stop));
        lists.AddRange(await db.Set<ConfirmationPhotos>().Where(shown => orders.Contains(shown.Order)).Select(shown => shown.Photos).ToListAsync(stop));
        var theirs = new List<Photo>();
        foreach (var hash in lists.SelectMany(list => list).Distinct())
            if (!await db.Database.SqlQuery<long>(ErasureSql.OthersWith(phone, $"\"{hash}\"", db.Words)).AnyAsync(stop) && await db.Set<Photo>().FindAsync([hash], stop) is { } photo) theirs.Add(photo);
        return theirs;
    }
}
