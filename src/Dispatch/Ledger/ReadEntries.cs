using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Stations;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>An entry, as shown: experts and station by code.</summary>
public sealed record EntryView(
    long Sequence, EntryKind Kind, EntryKind? Counted, int Quantity, int People, IReadOnlyList<string> Experts, string? Station, string? TownCode,
    DateTimeOffset HappenedAt, DateTimeOffset RecordedAt, Guid Source, int Occasion, long? Reverses, string? Words, string Hash)
{
    internal static async Task<EntryView> Of(DispatchDb db, Entry entry, CancellationToken stop) => (await Of(db, [entry], stop))[0];

    internal static async Task<IReadOnlyList<EntryView>> Of(DispatchDb db, IReadOnlyList<Entry> entries, CancellationToken stop)
    {
        var ids = entries.SelectMany(entry => entry.Experts).Select(share => share.Expert).Distinct().ToList();
        var experts = await db.Set<Expert>().Where(expert => ids.Contains(expert.Id)).ToDictionaryAsync(expert => expert.Id, expert => expert.Code, stop);
        var places = entries.Select(entry => entry.Station).OfType<StationId>().Distinct().ToList();
        var stations = await db.Set<Station>().Where(station => places.Contains(station.Id)).ToDictionaryAsync(station => station.Id, station => station.Code, stop);
        return [.. entries.Select(entry => new EntryView(
            entry.Sequence, entry.Kind, entry.Counted, entry.Quantity, entry.People,
            [.. entry.Experts.Select(share => experts.GetValueOrDefault(share.Expert, share.Expert.ToString()))],
            entry.Station is { } station ? stations.GetValueOrDefault(station, station.ToString()) : null, entry.TownCode,
            entry.HappenedAt, entry.RecordedAt, entry.Source, entry.Occasion, entry.Reverses, entry.Words, entry.Hash))];
    }
}

/// <summary>A page of entries.</summary>
/// <param name="Entries">In the order of the chain.</param>
/// <param name="Next">What to ask "after" for the next page; null when this was the last.</param>
public sealed record EntriesPage(IReadOnlyList<EntryView> Entries, long? Next);

/// <summary>Entries in the order of the chain, a page at a time.</summary>
public static class ReadEntries
{
    private const int Most = 1000;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/ledger/entries", Get)
        .WithName("ledgerEntries").WithTags("Ledger").WithSummary("The entries, in the order they were made 台账明细")
        .Produces<EntriesPage>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> Get(long? after, string? kind, string? expert, string? station, int? take, DispatchDb db, CancellationToken stop)
    {
        var check = new Check();
        var wanted = check.Word<EntryKind>("kind", kind);
        var most = check.Within("take", take ?? 100, 1, Most);
        var person = expert is null ? null : await check.Expert("expert", expert, db, stop);
        var place = station is null ? null : await check.Station("station", station, db, stop);
        check.Done();
        var entries = db.Set<Entry>().AsNoTracking().Where(entry => entry.Sequence > (after ?? 0));
        if (wanted is { } which) entries = entries.Where(entry => entry.Kind == which);
        if (person is not null) entries = entries.Where(entry => entry.Experts.Any(share => share.Expert == person.Id));
        if (place is not null) entries = entries.Where(entry => entry.Station == place.Id);
        var page = await entries.OrderBy(entry => entry.Sequence).Take(most).ToListAsync(stop);
        return Results.Ok(new EntriesPage(await EntryView.Of(db, page, stop), page.Count == most ? page[^1].Sequence : null));
    }
}
