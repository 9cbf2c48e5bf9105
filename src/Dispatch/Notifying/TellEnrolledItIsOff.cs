using Dispatch.Contracts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Notifying;

/// <summary>Who is enrolled for a lecture hears that it is called off, and why; nobody does when it would be over already.</summary>
internal sealed class TellEnrolledItIsOff(Telling telling, DispatchDb db, Limits limits) : IConsumer<LectureCalledOff>
{
    public Task Consume(ConsumeContext<LectureCalledOff> context) =>
        telling.Once(context, nameof(TellEnrolledItIsOff), news => Tell(news, new LectureId(context.Message.LectureId), context.CancellationToken));

    private async Task Tell(News news, LectureId id, CancellationToken stop)
    {
        if (await db.Set<Lecture>().AsNoTracking().FirstOrDefaultAsync(lecture => lecture.Id == id, stop) is not { State: LectureState.CalledOff } lecture || lecture.StartsAt + lecture.Duration <= news.At) return;
        var told = await db.Set<Notice>().Where(notice => notice.Lecture == id && notice.Template == Template.LectureOff).Select(notice => notice.Phone).ToListAsync(stop);
        var enrolled = await db.Set<Enrolment>().AsNoTracking().Where(enrolment => enrolment.Lecture == id).Select(enrolment => enrolment.Phone).ToListAsync(stop);
        foreach (var phone in enrolled.Except(told).OfType<string>())
            telling.Enrolled(news, lecture, phone, Template.LectureOff, language =>
                NoticeTexts.In(language, Template.LectureOff, NoticeTexts.Time(language, lecture.StartsAt, limits.FieldHours.Zone), lecture.Title, lecture.Words?.TrimEnd('。', '.') ?? ""));
    }
}
