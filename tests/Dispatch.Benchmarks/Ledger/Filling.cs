using Dispatch.Domain.Lectures;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>
/// Fills a database with a ledger: the product's own entries, hashes and sums, and of each source the row that the ledger is
/// held against. What else a district leaves behind, histories, seats, offers and messages, is not there.
/// </summary>
internal sealed class Filling(DispatchDb db, TimeZoneInfo zone) : IDisposable
{
    private const int AtOnce = 5_000;
    private readonly Bulk bulk = db.Database.IsNpgsql() ? PostgresBulk.Of(db) : SqliteBulk.Of(db);
    private readonly List<Order> orders = [];
    private readonly List<Lecture> lectures = [];
    private readonly List<PairingVisit> visits = [];
    private readonly List<Entry> entries = [];
    private readonly Totals totals = new(zone);
    private Link last = Link.Start;

    public async Task Fill(Years years)
    {
        db.AddRange(years.Countryside.Rows());
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        bulk.Begin();
        foreach (var happened in years.Play())
        {
            Take(happened);
            if (entries.Count >= AtOnce) Write();
        }
        Write();
        bulk.Write(totals.Sums.Values.ToList());
        bulk.End();
    }

    public void Dispose() => bulk.Dispose();

    private void Take(Happened happened)
    {
        switch (happened.Source)
        {
            case Order order: orders.Add(order); break;
            case Lecture lecture: lectures.Add(lecture); break;
            case PairingVisit visit: visits.Add(visit); break;
            default: throw new ArgumentException($"{happened.Source} is no source.", nameof(happened));
        }
        foreach (var posting in happened.Postings)
        {
            var meant = posting.Reverses == Years.Before ? posting with { Reverses = last.Sequence } : posting;
            var entry = meant.After(last, meant.HappenedAt.AddSeconds(1));
            totals.Add(entry);
            entries.Add(entry);
            last = new Link(entry.Sequence, entry.Hash);
        }
    }

    private void Write()
    {
        bulk.Write(orders);
        bulk.Write(lectures);
        bulk.Write(visits);
        bulk.Write(entries);
        bulk.Write(entries.SelectMany(entry => entry.Experts).ToList());
        orders.Clear();
        lectures.Clear();
        visits.Clear();
        entries.Clear();
    }
}
