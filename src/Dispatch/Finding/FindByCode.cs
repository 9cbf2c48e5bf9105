using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Finding;

/// <summary>Experts and stations by their numbers in the district's lists; complains about the field when there is none.</summary>
public static class FindByCode
{
    /// <summary>An expert who is still with the programme.</summary>
    public static async Task<Expert?> Expert(this Check check, string field, string? code, DispatchDb db, CancellationToken stop)
    {
        var text = check.Text(field, code, 50);
        if (text.Length == 0) return null;
        var found = await db.Set<Expert>().AsNoTracking().FirstOrDefaultAsync(expert => expert.Code == text && expert.Active, stop);
        if (found is null) check.Fail(field, "UnknownExpert", text);
        return found;
    }

    /// <summary>Whether there is or was an expert of this code.</summary>
    public static Task<bool> HasExpert(this DispatchDb db, string code, CancellationToken stop) => db.Set<Expert>().AnyAsync(expert => expert.Code == code, stop);

    public static async Task<Station?> Station(this Check check, string field, string? code, DispatchDb db, CancellationToken stop)
    {
        var text = check.Text(field, code, 50);
        if (text.Length == 0) return null;
        var found = await db.Set<Station>().AsNoTracking().FirstOrDefaultAsync(station => station.Code == text, stop);
        if (found is null) check.Fail(field, "UnknownStation", text);
        return found;
    }
}
