using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Registry;

/// <summary>What a change came to: the expert as they are now, or null when there is no such expert or nothing to change; and why it was refused, if it was.</summary>
public readonly record struct Changed(Expert? Expert, Refusal? Refusal = null);

/// <summary>Changing what is known of an expert: by the expert or by those who keep the list; announced when it made a difference.</summary>
public sealed class ChangeExpert(DispatchDb db, TimeProvider clock)
{
    /// <param name="code">Whose.</param>
    /// <param name="caller">Who wants it.</param>
    /// <param name="change">Changes the expert at this time, or says why not.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<Changed> Take(string code, Caller caller, Func<Expert, DateTimeOffset, Changed> change, CancellationToken stop)
    {
        try
        {
            return await db.Transact(() => Change(code, caller, change, stop), stop);
        }
        catch (DbUpdateException refused) when (Guards.Broken(refused) == Guard.Capacity)
        {
            return new Changed(null, Refusal.CapacityReached);
        }
    }

    /// <inheritdoc cref="Take"/>
    internal async Task<IResult> Act(string code, Caller caller, HttpContext context, Func<Expert, DateTimeOffset, Changed> change, CancellationToken stop) =>
        await Take(code, caller, change, stop) switch
        {
            { Refusal: { } refusal, Expert: { } expert } => Problems.Refused(context, refusal, Texts.In(Language.Of(context), "CapacityBelowHeld", expert.OpenSeats)),
            { Refusal: { } refusal } => Problems.Refused(context, refusal),
            { Expert: { } expert } => Results.Ok(ExpertView.Of(expert, caller)),
            _ => Problems.NotFound(context),
        };

    private async Task<Changed> Change(string code, Caller caller, Func<Expert, DateTimeOffset, Changed> change, CancellationToken stop)
    {
        if (await db.Set<Expert>().FirstOrDefaultAsync(expert => expert.Code == code, stop) is not { } expert) return default;
        if (caller.IsAnother(expert.Id)) throw new NotAllowed("NotYourself");
        var now = clock.GetUtcNow();
        var changed = change(expert, now);
        if (changed.Refusal is null && db.Entry(expert).State == EntityState.Modified) db.Publish(new ExpertChanged { ExpertId = expert.Id.Value }, now);
        return changed;
    }
}
