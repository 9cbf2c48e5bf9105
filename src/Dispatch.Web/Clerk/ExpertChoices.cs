using Dispatch.Domain.Experts;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>Experts as a clerk types them: by code, or by a name that only one has.</summary>
public sealed class ExpertChoices(DispatchDb db)
{
    private static readonly char[] Between = ['、', ',', '，', ';', '；', ' '];

    public async Task<IReadOnlyList<Choice>> All(CancellationToken stop) =>
        [.. (await db.Set<Expert>().Where(expert => expert.Active).OrderBy(expert => expert.Code).Select(expert => new { expert.Code, expert.Name }).ToListAsync(stop)).Select(expert => new Choice(expert.Code, expert.Name))];

    /// <summary>The code of one that is meant; else what was typed, for the API to read.</summary>
    public static string? CodeOf(IReadOnlyList<Choice> experts, string? typed)
    {
        var named = experts.Where(expert => expert.Label == typed?.Trim()).Take(2).ToList();
        return named.Count == 1 ? named[0].Value : typed;
    }

    /// <summary>The codes of several, parted by commas or spaces.</summary>
    public static IReadOnlyList<string> CodesOf(IReadOnlyList<Choice> experts, string? typed) =>
        [.. (typed ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one => CodeOf(experts, one)!)];
}
