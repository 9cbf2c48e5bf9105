using System.Runtime.CompilerServices;
using Dispatch.Http;
using Dispatch.Ledger;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 6. Entries, hashes and totals agree with one another, and with closed orders, held lectures and visits.</summary>
internal sealed class LedgerHolds : Promise
{
    public override int Number => 6;

    public override string Says => "Ledger totals are the confirmed outcomes, held lectures and visits, one each; the chain holds.";

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var finding in new VerifyLedger(patient.Db, patient.Limits).Run(patient.Settled, stop))
            yield return new Breach(finding.Row, finding.In(Language.English));
    }
}
