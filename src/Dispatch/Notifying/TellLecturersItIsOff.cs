using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Notifying;

/// <summary>Who was to hold a lecture hears that it is called off, and why, before setting out for an empty hall.</summary>
internal sealed class TellLecturersItIsOff(Telling telling, DispatchDb db, Limits limits) : IConsumer<LectureCalledOff>
{
    public Task Consume(ConsumeContext<LectureCalledOff> context) =>
        telling.Once(context, nameof(TellLecturersItIsOff), news => Tell(news, new LectureId(context.Message.LectureId), context.CancellationToken));

    private async Task Tell(News news, LectureId id, CancellationToken stop)
    {
        if (await db.Set<Lecture>().AsNoTracking().FirstOrDefaultAsync(lecture => lecture.Id == id, stop) is not { State: LectureState.CalledOff } lecture || lecture.StartsAt + lecture.Duration <= news.At) return;
        var told = await db.Set<Notice>().Where(notice => notice.Lecture == id && notice.Template == Template.LecturerOff).Select(notice => notice.Expert).ToListAsync(stop);
        var lecturers = lecture.Lecturers.Select(lecturer => lecturer.Expert).Where(expert => !told.Contains(expert)).ToList();
        foreach (var expert in await db.Set<Expert>().AsNoTracking().Where(expert => lecturers.Contains(expert.Id)).ToListAsync(stop))
            telling.Lecturer(news, lecture, expert, Template.LecturerOff, language =>
                NoticeTexts.In(language, Template.LecturerOff, NoticeTexts.Time(language, lecture.StartsAt, limits.FieldHours.Zone), lecture.Title, lecture.Words?.TrimEnd('。', '.') ?? ""));
    }
}
