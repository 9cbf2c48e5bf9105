using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Notifying;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Privacy;

/// <summary>Everything that is kept about a farmer.</summary>
public sealed record PersonalData
{
    public required string Phone { get; init; }

    /// <summary>As the district's list of farmers has it.</summary>
    public FarmerKept? Registered { get; init; }

    public required IReadOnlyList<OrderKept> Orders { get; init; }

    public required IReadOnlyList<EnrolmentKept> Enrolments { get; init; }

    /// <summary>Lectures to which they came.</summary>
    public required IReadOnlyList<EnrolmentKept> Attended { get; init; }

    public required IReadOnlyList<PairingKept> Pairings { get; init; }

    /// <summary>Who was given these data.</summary>
    public required IReadOnlyList<AuditLine> Seen { get; init; }
}

public sealed record FarmerKept(string Name, string VillageCode, string Language);

/// <summary>An order as its farmer sees it, the place it was at, and what was told about it.</summary>
public sealed record OrderKept(OrderView Order, double? Latitude, double? Longitude, IReadOnlyList<NoticeView> Notices);

public sealed record EnrolmentKept(Guid Lecture, string Title, string Name, DateTimeOffset At);

public sealed record PairingKept(Guid Id, string Expert, DateTimeOffset From, DateTimeOffset To, DateTimeOffset? EndedAt, string? EndedBecause, IReadOnlyList<PairingVisitKept> Visits);

public sealed record PairingVisitKept(DateTimeOffset HeldAt, string Words);

/// <summary>Gathers a farmer's data by the phone.</summary>
public sealed class WhatIsKept(DispatchDb db, OrderViews views)
{
    public async Task<PersonalData> Of(string phone, CancellationToken stop) => new()
    {
        Phone = phone,
        Registered = await db.Set<Farmer>().Where(farmer => farmer.Phone == phone).Select(farmer => new FarmerKept(farmer.Name, farmer.VillageCode, farmer.Language)).FirstOrDefaultAsync(stop),
        Orders = await Orders(phone, stop),
        Enrolments = await db.Set<Enrolment>().Where(enrolment => enrolment.Phone == phone)
            .Join(db.Set<Lecture>().IgnoreAutoIncludes(), enrolment => enrolment.Lecture, lecture => lecture.Id, (enrolment, lecture) => new EnrolmentKept(lecture.Id.Value, lecture.Title, enrolment.Name, enrolment.At)).ToListAsync(stop),
        Attended = await db.Set<Attendee>().Where(attendee => attendee.Phone == phone)
            .Join(db.Set<Lecture>().IgnoreAutoIncludes(), attendee => attendee.Lecture, lecture => lecture.Id, (attendee, lecture) => new EnrolmentKept(lecture.Id.Value, lecture.Title, attendee.Name, attendee.At)).ToListAsync(stop),
        Pairings = await Pairings(phone, stop),
        Seen = await Seen(phone, stop),
    };

    /// <summary>By way of an order under which theirs goes on, that one's number is left out: it is another farmer's.</summary>
    private async Task<IReadOnlyList<AuditLine>> Seen(string phone, CancellationToken stop)
    {
        var about = ReadAudit.About(db, db.Set<AuditRow>().AsNoTracking(), phone);
        var others = await db.Set<Order>().Where(order => order.FarmerPhone != phone).Select(order => (string)(object)order.Tracking).Where(number => about.Any(row => row.Whose == number)).ToListAsync(stop);
        var lines = (await about.OrderBy(row => row.Sequence).ToListAsync(stop)).ConvertAll(AuditLine.Of);
        return lines.ConvertAll(line => line.Whose is { } whose && others.Contains(whose) ? line with { Whose = null } : line);
    }

    private async Task<IReadOnlyList<OrderKept>> Orders(string phone, CancellationToken stop)
    {
        var kept = new List<OrderKept>();
        foreach (var order in await db.Set<Order>().AsNoTracking().Where(order => order.FarmerPhone == phone).OrderBy(order => order.SubmittedAt).ToListAsync(stop))
            kept.Add(new OrderKept(
                await views.For(new Actor(Role.Farmer, phone), order, stop), order.Place?.Latitude, order.Place?.Longitude,
                await ShowNotices.Views(db.Set<Notice>().Where(notice => notice.Order == order.Id && notice.To == Role.Farmer), stop)));
        return kept;
    }

    private async Task<IReadOnlyList<PairingKept>> Pairings(string phone, CancellationToken stop)
    {
        var visits = (await db.Set<PairingVisit>().AsNoTracking().Join(db.Set<Pairing>().Where(pairing => pairing.FarmerPhone == phone), visit => visit.Pairing, pairing => pairing.Id, (visit, _) => visit).ToListAsync(stop)).ToLookup(visit => visit.Pairing);
        var pairings = await db.Set<Pairing>().AsNoTracking().Where(pairing => pairing.FarmerPhone == phone)
            .Join(db.Set<Domain.Experts.Expert>(), pairing => pairing.Expert, expert => expert.Id, (pairing, expert) => new { pairing, expert.Code }).ToListAsync(stop);
        return pairings.ConvertAll(one => new PairingKept(
            one.pairing.Id.Value, one.Code, one.pairing.From, one.pairing.To, one.pairing.EndedAt, one.pairing.EndedBecause,
            [.. visits[one.pairing.Id].OrderBy(visit => visit.HeldAt).Select(visit => new PairingVisitKept(visit.HeldAt, visit.Words))]));
    }
}
