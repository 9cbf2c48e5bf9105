using System.Runtime.CompilerServices;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Lectures;
using Dispatch.Registry;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 8. What is written down passed the checks: orders, farmers, experts and lectures have what they need, what they name is there, and every row can be read.</summary>
internal sealed class NothingBadGotIn : Promise
{
    /// <summary>What two empty cells become; no station is in the Gulf of Guinea.</summary>
    private static readonly Place Nowhere = new(0, 0);

    public override int Number => 8;

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var row in patient.Unreadable)
            yield return new Breach(await NameOf(row, patient, stop), "Breach.CannotRead", row.Table, row.Why);
        await foreach (var breach in Orders(patient).Concat(Farmers(patient)).Concat(Experts(patient)).Concat(Stations(patient)).Concat(Lectures(patient)).Concat(Enrolments(patient)).WithCancellation(stop)) yield return breach;
        await foreach (var seat in NeedNothing(patient).Select(seat => new { seat.Order, seat.Number }).AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(await patient.NameOf(seat.Order, stop), "Breach.SeatWithoutNeeds", seat.Number);
        await foreach (var breach in Mentions.OfNothing(patient, stop)) yield return breach;
    }

    private static async Task<string> NameOf(UnreadableRow row, Patient patient, CancellationToken stop) =>
        row.Expert is { } expert ? await patient.NameOf(expert, stop)
        : row.Order is not { } order ? row.Name
        : $"{await patient.NameOf(order, stop)} {row.Name}".Trim();

    private static IAsyncEnumerable<Breach> Orders(Patient patient) =>
        patient.Orders.IgnoreAutoIncludes().Select(order => new
        {
            order.Tracking,
            order.FarmerName,
            order.FarmerPhone,
            order.Difficulty,
        }).AsAsyncEnumerable().SelectMany(order => new[]
        {
            TrackingNumber.TryParse(order.Tracking.Value, out _) ? null : new Breach(order.Tracking.Value, "Breach.BadNumber"),
            order.FarmerName.ShowsNothing() ? new Breach(order.Tracking.Value, "Breach.OrderWithout", "farmerName") : null,
            order.Difficulty.ShowsNothing() ? new Breach(order.Tracking.Value, "Breach.OrderWithout", "difficulty") : null,
            IsPhone(order.FarmerPhone) ? null : new Breach(order.Tracking.Value, "Breach.OrderPhone", order.FarmerPhone),
        }.OfType<Breach>());

    private static IAsyncEnumerable<Breach> Farmers(Patient patient) =>
        patient.Db.Set<Domain.Farmer>().Select(farmer => new { farmer.Phone, farmer.Name }).AsAsyncEnumerable()
            .Where(farmer => !IsPhone(farmer.Phone) || farmer.Name.ShowsNothing())
            .Select(farmer => new Breach(farmer.Phone, "Breach.Farmer"));

    private static IAsyncEnumerable<Breach> Experts(Patient patient) =>
        patient.Experts.AsAsyncEnumerable().SelectMany(expert => new[]
        {
            expert.Skills.Count > 0 && expert.Capacity is >= 1 and <= SetCapacity.Most && IsPhone(expert.Phone) ? null : new Breach(expert.Code, "Breach.Expert", SetCapacity.Most),
            Admission.WhyNot(expert) is { } why ? new Breach(expert.Code, "Breach.NotAdmitted", why) : null,
            expert.Base == Nowhere ? new Breach(expert.Code, "Breach.Nowhere", "experts.Base") : null,
        }.OfType<Breach>());

    private static IAsyncEnumerable<Breach> Stations(Patient patient) =>
        patient.Of<Station>().Where(station => station.Place == Nowhere).Select(station => station.Code).AsAsyncEnumerable().Select(code => new Breach(code, "Breach.Nowhere", "stations.Place"));

    private static IAsyncEnumerable<Breach> Lectures(Patient patient) =>
        patient.Of<Lecture>().IgnoreAutoIncludes().Where(lecture => lecture.Attendance > HoldLecture.Most || (lecture.State == LectureState.Held ? lecture.Attendance < 1 : lecture.Attendance != 0))
            .Select(lecture => new { lecture.Title, lecture.Attendance }).AsAsyncEnumerable().Select(lecture => new Breach(lecture.Title, "Breach.Attendance", lecture.Attendance));

    private static IAsyncEnumerable<Breach> Enrolments(Patient patient) =>
        patient.Of<Enrolment>().Join(patient.Of<Lecture>().IgnoreAutoIncludes(), enrolment => enrolment.Lecture, lecture => lecture.Id, (enrolment, lecture) => new { lecture.Title, enrolment.Phone, enrolment.Name }).AsAsyncEnumerable()
            .Where(enrolment => !IsPhone(enrolment.Phone) || enrolment.Name.ShowsNothing())
            .Select(enrolment => new Breach(enrolment.Title, "Breach.Enrolment", enrolment.Phone));

    private static IQueryable<Seat> NeedNothing(Patient patient) =>
        patient.Db.Set<Seat>().FromSql($"""SELECT * FROM seats WHERE replace("Needs", ' ', '') = '[]'""").AsNoTracking();

    private static bool IsPhone(string phone) => Erased.Is(phone) || Dispatch.Http.Check.TryPhone(phone, out _);
}
