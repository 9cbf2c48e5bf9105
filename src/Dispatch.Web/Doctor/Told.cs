using System.Runtime.CompilerServices;
using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>What people were told, beside how often it came to that.</summary>
internal static class Told
{
    /// <summary>
    /// Each person is told each piece of news once for every time that it came to it, however late it was heard of: no oftener
    /// than an offer was made or taken back, all had accepted or reported, a clerk was needed, or it was closed so, and never the
    /// same twice in one moment. The notices are grouped once; what they are held against is looked up by the order.
    /// </summary>
    private const string Oftener =
        """
        SELECT told."Order", told."Template", COUNT(*) AS "Times" FROM notices told WHERE told."Order" IS NOT NULL
        GROUP BY told."Order", told."Template", told."Phone", told."Expert"
        HAVING COUNT(*) > CASE told."Template"
            WHEN 'OrderTaken' THEN 1
            WHEN 'OfferAsked' THEN (SELECT COUNT(*) FROM offers offer WHERE offer."Order" = told."Order" AND offer."Expert" = told."Expert")
            WHEN 'VisitOff' THEN (SELECT COUNT(*) FROM offers offer WHERE offer."Order" = told."Order" AND offer."Expert" = told."Expert" AND offer."State" IN ('Withdrawn', 'TakenBack'))
            WHEN 'ExpertComes' THEN (SELECT COUNT(*) FROM order_history step WHERE step."Order" = told."Order" AND step."Fact" = 'Accepted' AND step."To" = 'Accepted')
            WHEN 'SearchGoesOn' THEN (SELECT COUNT(*) FROM notices name WHERE name."Order" = told."Order" AND name."Template" = 'ExpertComes')
            WHEN 'ConfirmAsked' THEN (SELECT COUNT(*) FROM order_history step WHERE step."Order" = told."Order" AND step."Fact" = 'Reported' AND step."To" = 'Reported')
            WHEN 'ClerkNeeded' THEN (SELECT COUNT(*) FROM order_history step WHERE step."Order" = told."Order" AND step."To" = 'NeedsClerk')
            WHEN 'GoesOnAlone' THEN (SELECT COUNT(*) FROM order_history step WHERE step."Order" = told."Order" AND step."Fact" = 'Reopened')
            ELSE CASE
                -- It came to the order under which theirs went on.
                WHEN told."Template" LIKE 'Merged%' THEN COUNT(*)
                ELSE (SELECT COUNT(*) FROM closings closing WHERE closing."Order" = told."Order" AND told."Template" = 'Closed.' || closing."Outcome")
            END
        END OR COUNT(*) > COUNT(DISTINCT told."At" || told."Text")
        """;

    /// <summary>Of a lecture each hears each piece of news once.</summary>
    private const string OfLectureOftener =
        """
        SELECT lecture."Title", told."Template", COUNT(*) AS "Times" FROM notices told JOIN lectures lecture ON lecture."Id" = told."Lecture"
        GROUP BY lecture."Id", lecture."Title", told."Template", told."Phone", told."Expert"
        HAVING COUNT(*) > 1
        """;

    public static async IAsyncEnumerable<Breach> Twice(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var told in patient.Db.Database.SqlQueryRaw<Notices>(Oftener).AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(await patient.NameOf(new OrderId(told.Order), stop), "Breach.ToldTwice", told.Template, told.Times);
        await foreach (var told in patient.Db.Database.SqlQueryRaw<OfLecture>(OfLectureOftener).AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(told.Title, "Breach.ToldOfLectureTwice", told.Template, told.Times);
    }

    private sealed record Notices(Guid Order, string Template, int Times);

    private sealed record OfLecture(string Title, string Template, int Times);
}
