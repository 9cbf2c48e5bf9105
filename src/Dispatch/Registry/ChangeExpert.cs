using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Registry;

/// <summary>Changing what is known of an expert: by the expert or by those who keep the list; announced when it made a difference.</summary>
internal sealed class ChangeExpert(DispatchDb db, TimeProvider clock)
{
    /// <param name="code">Whose.</param>
    /// <param name="caller">Who wants it.</param>
    /// <param name="context">For the answer.</param>
    /// <param name="change">Changes the expert at this time, or says why not.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IResult> Act(string code, Caller caller, HttpContext context, Func<Expert, DateTimeOffset, IResult?> change, CancellationToken stop)
    {
        try
        {
            return await db.Transact(() => Change(code, caller, context, change, stop), stop);
        }
        catch (DbUpdateException refused) when (Guards.Broken(refused) == Guard.Capacity)
        {
            return Problems.Refused(context, Refusal.CapacityReached);
        }
    }

    private async Task<IResult> Change(string code, Caller caller, HttpContext context, Func<Expert, DateTimeOffset, IResult?> change, CancellationToken stop)
    {
        if (await db.Set<Expert>().FirstOrDefaultAsync(expert => expert.Code == code, stop) is not { } expert) return Problems.NotFound(context);
        if (caller.IsAnother(expert.Id)) throw new NotAllowed("NotYourself");
        var now = clock.GetUtcNow();
        if (change(expert, now) is { } refused) return refused;
        if (db.Entry(expert).State == EntityState.Modified) db.Publish(new ExpertChanged { ExpertId = expert.Id.Value }, now);
        return Results.Ok(ExpertView.Of(expert, caller));
    }
}
