using Dispatch.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Ledger;

/// <summary>One thing that differs.</summary>
public sealed record FindingView(LedgerFault Code, string Row, string Words);

/// <summary>Whether the ledger holds.</summary>
/// <param name="Ok">Nothing differs.</param>
/// <param name="Last">Sequence of the last entry.</param>
/// <param name="Head">Its hash; note it down elsewhere to be able to show later that nothing before it was rewritten.</param>
/// <param name="Findings">What differs; the first thousand.</param>
public sealed record VerifyView(bool Ok, long Last, string Head, IReadOnlyList<FindingView> Findings);

/// <summary>Checks the ledger on demand.</summary>
public static class VerifyEndpoint
{
    private const int Most = 1000;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/ledger/verify", Get)
        .WithName("verifyLedger").WithTags("Ledger").WithSummary("Whether entries, hashes, sums and sources agree 台账核验")
        .Produces<VerifyView>();

    private static async Task<IResult> Get(HttpContext context, VerifyLedger ledger, TimeProvider clock, CancellationToken stop)
    {
        var language = Language.Of(context);
        var findings = await ledger.Run(clock.GetUtcNow() - VerifyLedger.OnItsWay, stop).Take(Most)
            .Select(finding => new FindingView(finding.Fault, finding.Row, finding.In(language))).ToListAsync(stop);
        return Results.Ok(new VerifyView(findings.Count == 0, ledger.Head.Sequence, ledger.Head.Hash, findings));
    }
}
