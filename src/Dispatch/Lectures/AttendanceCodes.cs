using System.Security.Cryptography;
using Dispatch.Domain.Lectures;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Lectures;

/// <summary>The codes on the screens of lectures. Each is made when it is first looked at.</summary>
public static class AttendanceCodes
{
    /// <summary>Without those that are taken for one another when they are typed. 20 of 31 are 99 bits.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Length = 20;

    public static Task<string> Of(DispatchDb db, LectureId lecture, CancellationToken stop) => db.Transact(
        async () => (await Find(db, lecture, stop) ?? db.Add(new AttendanceCode { Lecture = lecture, Code = New() }).Entity).Code, stop);

    /// <summary>Makes the code that was seen worthless; not the one that somebody else has made instead already.</summary>
    public static Task Renew(DispatchDb db, LectureId lecture, string? seen, CancellationToken stop) => db.Transact(
        async () =>
        {
            if (await Find(db, lecture, stop) is { } code && code.Code == seen) code.Code = New();
            return true;
        },
        stop);

    /// <summary>Which lecture's it is; null when it is nobody's, or no longer.</summary>
    public static async Task<LectureId?> LectureOf(DispatchDb db, string code, CancellationToken stop) =>
        (await db.Set<AttendanceCode>().AsNoTracking().FirstOrDefaultAsync(known => known.Code == code, stop))?.Lecture;

    private static Task<AttendanceCode?> Find(DispatchDb db, LectureId lecture, CancellationToken stop) =>
        db.Set<AttendanceCode>().FirstOrDefaultAsync(known => known.Lecture == lecture, stop);

    private static string New() => RandomNumberGenerator.GetString(Letters, Length);
}
