using Dispatch.Domain.Lectures;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer.Enrolling;

/// <summary>A page about one lecture.</summary>
public abstract class LecturePage(Words say, DispatchDb db) : DispatchPage(say)
{
    /// <summary>The cookie that says in this browser, for this lecture, that somebody has been enrolled. It proves nothing and opens nothing.</summary>
    protected const string Cookie = "enrolled";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public LectureToCome Coming { get; private set; } = null!;

    protected string Address => $"/lectures/{Id}";

    protected DispatchDb Db => db;

    protected CancellationToken Stop => HttpContext.RequestAborted;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var wanted = new LectureId(Id);
        if (await db.Set<Lecture>().AsNoTracking().FirstOrDefaultAsync(lecture => lecture.Id == wanted, Stop) is not { } lecture)
        {
            context.Result = NotFound();
            return;
        }
        Coming = (await LectureToCome.Of(db, [lecture], Stop))[0];
        await next();
    }
}
