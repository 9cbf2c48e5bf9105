using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Pairings;
using Dispatch.Http;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Who signed for lectures, enrolments, pairings and visits: a role that may, and an expert only for what is their own.</summary>
internal static class Signatures
{
    private static readonly Role[] Stations = [Role.Clerk, Role.Desk, Role.Office];

    public static IAsyncEnumerable<Breach> NotTheirs(Patient patient) => Lectures(patient).Concat(Pairings(patient)).Concat(Visits(patient)).Concat(Enrolments(patient));

    private static IAsyncEnumerable<Breach> Lectures(Patient patient) =>
        patient.Of<Lecture>().AsAsyncEnumerable().SelectMany(lecture => new[]
        {
            May(lecture.PlannedBy, Stations) || lecture.Lecturers.All(lecturer => IsBy(lecture.PlannedBy, lecturer.Expert)) ? null : Of(lecture.Title, "lectures.PlannedBy", lecture.PlannedBy),
            lecture.State == LectureState.Planned || MaySettle(lecture) ? null : Of(lecture.Title, "lectures.SettledBy", lecture.SettledBy),
        }.OfType<Breach>());

    private static bool MaySettle(Lecture lecture) =>
        May(lecture.SettledBy, [.. Stations, Role.Administrator]) || lecture.Lecturers.Any(lecturer => IsBy(lecture.SettledBy, lecturer.Expert));

    private static IAsyncEnumerable<Breach> Pairings(Patient patient) =>
        patient.Of<Pairing>().Join(patient.Experts, pairing => pairing.Expert, expert => expert.Id, (pairing, expert) => new { pairing.PairedBy, expert.Code, Whom = pairing.FarmerPhone ?? pairing.VillageCode })
            .AsAsyncEnumerable().Where(pairing => !May(pairing.PairedBy, Stations)).Select(pairing => Of($"{pairing.Code} {pairing.Whom}", "pairings.PairedBy", pairing.PairedBy));

    private static IAsyncEnumerable<Breach> Visits(Patient patient) =>
        patient.Of<PairingVisit>().Join(patient.Of<Pairing>(), visit => visit.Pairing, pairing => pairing.Id, (visit, pairing) => new { visit.RecordedBy, visit.Day, pairing.Expert })
            .Join(patient.Experts, visit => visit.Expert, expert => expert.Id, (visit, expert) => new { visit.RecordedBy, visit.Day, visit.Expert, expert.Code })
            .AsAsyncEnumerable().Where(visit => !May(visit.RecordedBy, Stations) && !IsBy(visit.RecordedBy, visit.Expert))
            .Select(visit => Of($"{visit.Code} {visit.Day:yyyy-MM-dd}", "pairing_visits.RecordedBy", visit.RecordedBy));

    private static IAsyncEnumerable<Breach> Enrolments(Patient patient) =>
        patient.Of<Enrolment>().Join(patient.Of<Lecture>().IgnoreAutoIncludes(), enrolment => enrolment.Lecture, lecture => lecture.Id, (enrolment, lecture) => new { lecture.Title, enrolment.By }).AsAsyncEnumerable()
            .Where(enrolment => !Rights.Of("enrolForLecture").Contains(enrolment.By.Role)).Select(enrolment => Of(enrolment.Title, "lecture_enrolments.By", enrolment.By));

    private static bool May(Actor? by, Role[] roles) => by is { } actor && roles.Contains(actor.Role);

    private static bool IsBy(Actor? by, ExpertId expert) => by == Actor.Expert(expert);

    private static Breach Of(string row, string column, Actor? by) => new(row, "Breach.NotTheirsToSign", column, by?.ToString() ?? "-");
}
