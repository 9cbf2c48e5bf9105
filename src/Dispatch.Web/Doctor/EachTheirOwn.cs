using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>
/// Promise 7. Every step of every order was taken by a role that may take it, a farmer's by whose order it is, and an expert's by
/// that expert; and so it is with lectures and pairings.
/// </summary>
internal sealed class EachTheirOwn : Promise
{
    private const string Submitted = "Submitted";

    /// <summary>Who may say what; what is not here never happens to an order.</summary>
    internal static readonly IReadOnlyDictionary<string, Role[]> May = new Dictionary<string, Role[]>
    {
        // An import is the administrator's.
        [Submitted] = [.. Rights.Of("submitOrder"), Role.Administrator],
        [nameof(Unclear)] = [Role.Engine],
        [nameof(Chosen)] = [Role.Engine],
        [nameof(Unmatched)] = [Role.Engine],
        [nameof(Lapsed)] = [Role.Engine],
        [nameof(WentOverdue)] = [Role.Engine],
        [nameof(ConfirmationLapsed)] = [Role.Engine],
        [nameof(Accepted)] = [.. Rights.Of("acceptOffer")],
        [nameof(Declined)] = [.. Rights.Of("declineOffer")],
        [nameof(HandedBack)] = [.. Rights.Of("handBack")],
        [nameof(CheckedIn)] = [.. Rights.Of("checkIn")],
        [nameof(Reported)] = [.. Rights.Of("reportVisit")],
        [nameof(Triaged)] = [Role.Engine, .. Rights.Of("triageOrder")],
        [nameof(Assigned)] = [.. Rights.Of("assignExpert")],
        [nameof(Answered)] = [.. Rights.Of("answerOrder")],
        [nameof(GivenUp)] = [.. Rights.Of("giveUpOrder")],
        [nameof(Withdrawn)] = [Role.Engine, .. Rights.Of("withdrawOffer")],
        [nameof(Confirmed)] = [.. Rights.Of("confirmOutcome")],
        [nameof(CalledInVain)] = [.. Rights.Of("callBack")],
        [nameof(Cancelled)] = [.. Rights.Of("cancelOrder")],
        [nameof(Merged)] = [.. Rights.Of("mergeOrder")],
        // What went on under a cancelled order is opened again by the service.
        [nameof(Reopened)] = [Role.Engine, .. Rights.Of("reopenOrder")],
    };

    public override int Number => 7;

    public override IAsyncEnumerable<Breach> Check(Patient patient, CancellationToken stop) =>
        patient.History
            .Join(patient.Db.Set<Order>().IgnoreAutoIncludes(), row => row.Order, order => order.Id, (row, order) => new { Row = row, order.Tracking, order.FarmerPhone })
            .AsAsyncEnumerable()
            .Select(step => WhyNot(step.Row, step.FarmerPhone) is { } key ? new Breach(step.Tracking.Value, key, step.Row.Version, step.Row.Fact, step.Row.By) : null)
            .OfType<Breach>()
            .Concat(Signatures.NotTheirs(patient));

    private static string? WhyNot(HistoryRow row, string farmerPhone) =>
        !May.TryGetValue(row.Fact, out var roles) || (row.Fact == Submitted) != (row.Version == 0) ? "Breach.NoSuchStep"
        : !roles.Contains(row.By.Role) || !IsTheirOwn(row, farmerPhone) ? "Breach.NotTheirs"
        : null;

    private static bool IsTheirOwn(HistoryRow row, string farmerPhone) => row.Version == 0 || row.By.Role switch
    {
        Role.Farmer => row.By.Name == farmerPhone,
        Role.Expert => row.Expert is { } expert && row.By == Actor.Expert(expert),
        _ => true,
    };
}
