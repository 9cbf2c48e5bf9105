using System.Linq.Expressions;
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
public sealed class ChangeExpert(DispatchDb db, TimeProvider clock)
{
    /// <param name="code">Whose.</param>
    /// <param name="caller">Who wants it.</param>
    /// <param name="context">For the answer.</param>
    /// <param name="change">Changes the expert at this time, or says why not.</param>
    /// <param name="stop">Ends the wait.</param>
    internal async Task<IResult> Act(string code, Caller caller, HttpContext context, Func<Expert, DateTimeOffset, IResult?> change, CancellationToken stop)
    {
        try
        {
            var (expert, refused) = await Take(known => known.Code == code, caller, change, stop);
            return refused ?? (expert is null ? Problems.NotFound(context) : Results.Ok(ExpertView.Of(expert, caller)));
        }
        catch (DbUpdateException refused) when (Guards.Broken(refused) == Guard.Capacity)
        {
            return Problems.Refused(context, Refusal.CapacityReached);
        }
    }

    /// <summary>The same for a page.</summary>
    /// <typeparam name="TWhyNot">What says why not.</typeparam>
    /// <param name="whose">Which expert.</param>
    /// <param name="caller">Who wants it.</param>
    /// <param name="change">Changes the expert at this time, or says why not.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>The expert, null when there is none; and why nothing was changed, if nothing was.</returns>
    /// <exception cref="NotAllowed">An expert changes nobody else's.</exception>
    public Task<(Expert? Expert, TWhyNot? WhyNot)> Take<TWhyNot>(Expression<Func<Expert, bool>> whose, Caller caller, Func<Expert, DateTimeOffset, TWhyNot?> change, CancellationToken stop)
        where TWhyNot : class => db.Transact(async () =>
    {
        if (await db.Set<Expert>().FirstOrDefaultAsync(whose, stop) is not { } expert) return (null, default(TWhyNot));
        if (caller.IsAnother(expert.Id)) throw new NotAllowed("NotYourself");
        var now = clock.GetUtcNow();
        var whyNot = change(expert, now);
        if (whyNot is null && db.Entry(expert).State == EntityState.Modified) db.Publish(new ExpertChanged { ExpertId = expert.Id.Value }, now);
        return ((Expert?)expert, whyNot);
    }, stop);
}
