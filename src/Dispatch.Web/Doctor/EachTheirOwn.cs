using Dispatch.Domain;
using Dispatch.Domain.Orders;
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
        [Submitted] = [Role.Farmer, Role.Expert, Role.Clerk, Role.Desk, Role.Office, Role.Administrator],
        [nameof(Unclear)] = [Role.Engine],
        [nameof(Chosen)] = [Role.Engine],
        [nameof(Unmatched)] = [Role.Engine],
        [nameof(Lapsed)] = [Role.Engine],
        [nameof(WentOverdue)] = [Role.Engine],
        [nameof(ConfirmationLapsed)] = [Role.Engine],
        [nameof(Accepted)] = [Role.Expert],
        [nameof(Declined)] = [Role.Expert],
        [nameof(HandedBack)] = [Role.Expert],
        [nameof(CheckedIn)] = [Role.Expert],
        [nameof(Reported)] = [Role.Expert],
        [nameof(Triaged)] = [Role.Engine, Role.Clerk, Role.Desk],
        [nameof(Assigned)] = [Role.Clerk, Role.Desk],
        [nameof(Answered)] = [Role.Clerk, Role.Desk],
        [nameof(GivenUp)] = [Role.Clerk, Role.Desk],
        [nameof(Withdrawn)] = [Role.Engine, Role.Clerk, Role.Desk],
        [nameof(Confirmed)] = [Role.Farmer, Role.Clerk, Role.Desk],
        [nameof(CalledInVain)] = [Role.Clerk, Role.Desk],
        [nameof(Cancelled)] = [Role.Farmer, Role.Clerk, Role.Desk],
        [nameof(Reopened)] = [Role.Farmer, Role.Clerk, Role.Desk],
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
