using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Orders that have a step after the time as of which limits are judged. When that is when a clock jumped, those that it may have moved are among them.</summary>
/// <param name="Orders">How many they are.</param>
/// <param name="First">The tracking numbers of the first so many.</param>
public sealed record LaterSteps(int Orders, IReadOnlyList<string> First)
{
    private const int Named = 100;

    /// <param name="at">As of when limits are judged; what is a little later was done while the question was typed.</param>
    /// <param name="db">Where the steps are.</param>
    /// <param name="stop">Ends the reading.</param>
    public static async Task<LaterSteps> Than(DateTimeOffset at, DispatchDb db, CancellationToken stop)
    {
        var late = at + Patient.Grace;
        var steps = db.Set<HistoryRow>().Where(row => row.At > late).Select(row => row.Order);
        var moved = db.Set<Order>().IgnoreAutoIncludes().AsNoTracking().Where(order => steps.Contains(order.Id)).Select(order => order.Tracking);
        var first = await moved.OrderBy(number => number).Take(Named).ToListAsync(stop);
        return new LaterSteps(first.Count < Named ? first.Count : await moved.CountAsync(stop), [.. first.Select(number => number.Value)]);
    }

    /// <summary>That there are some; null when there are none.</summary>
    public string? In(string language) => Orders == 0 ? null : Texts.In(language, "Care.Later", Orders, string.Join(", ", First) + (Orders > First.Count ? ", …" : ""));
}
