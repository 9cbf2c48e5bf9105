using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using static System.Runtime.CompilerServices.FormattableStringFactory;

namespace Dispatch.Privacy;

/// <summary>A row of the audit log, as shown.</summary>
public sealed record AuditLine(long Sequence, DateTimeOffset At, Role Role, string? Name, string? Key, string Act, string? Whose, string? Why, string? Address)
{
    internal static AuditLine Of(AuditRow row) => new(row.Sequence, row.At, row.Role, row.Name, row.Key, row.Act, row.Whose, row.Why, row.Address);
}

/// <summary>A page of it.</summary>
/// <param name="Rows">The latest first.</param>
/// <param name="Next">What to ask "before" for the next page; null when this was the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditLine> Rows, long? Next);

/// <summary>What of the audit log is wanted.</summary>
public sealed record AuditWanted
{
    /// <summary>An order's number, a farmer's phone, or what else a row names.</summary>
    public string? Whose { get; init; }

    /// <summary>Part of a name or of a key's, or a role.</summary>
    public string? Who { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The sequence of the last one already seen.</summary>
    public long? Before { get; init; }
}

/// <summary>Who was given whose data, the latest first. That it was read is in it as well.</summary>
public static class ReadAudit
{
    private const int Most = 1000;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/audit", Get).WithName("readAudit").ShowsPersonsOf(by: null)
        .WithTags("Privacy").WithSummary("Who was given whose data, the latest first 查阅记录")
        .Produces<AuditPage>().ProducesProblem(StatusCodes.Status400BadRequest);

    /// <summary>One more than wanted tells that there is another page.</summary>
    public static async Task<AuditPage> Page(DispatchDb db, AuditWanted wanted, int take, CancellationToken stop)
    {
        var rows = await Rows(db, wanted).Take(take + 1).ToListAsync(stop);
        return new AuditPage([.. rows.Take(take).Select(AuditLine.Of)], rows.Count > take ? rows[take - 1].Sequence : null);
    }

    /// <summary>The latest first.</summary>
    public static IQueryable<AuditRow> Rows(DispatchDb db, AuditWanted wanted)
    {
        var rows = db.Set<AuditRow>().AsNoTracking();
        if (wanted.Whose is { Length: > 0 } whose) rows = About(db, rows, PhoneNumber.TryRead(whose, out var phone) ? phone : whose);
        if (wanted.Who is { Length: > 0 } who) rows = Word.TryRead(who, out Role role) ? rows.Where(row => row.Role == role) : rows.Where(row => row.Name!.Contains(who) || row.Key!.Contains(who));
        if (wanted.From is { } from) rows = rows.Where(row => row.At >= from);
        if (wanted.To is { } to) rows = rows.Where(row => row.At < to);
        if (wanted.Before is { } before) rows = rows.Where(row => row.Sequence < before);
        return rows.OrderByDescending(row => row.Sequence);
    }

    /// <summary>By what the row names; of a farmer also what was seen of their orders, and of those under which they go on.</summary>
    internal static IQueryable<AuditRow> About(DispatchDb db, IQueryable<AuditRow> rows, string whose)
    {
        var orders = db.Set<Order>().Where(order => order.FarmerPhone == whose).Select(order => (string)(object)order.Tracking);
        var under = db.Database.SqlQuery<long>(SeenByWayOfOthers(whose, db.Words));
        return rows.Where(row => row.Whose == whose || orders.Contains(row.Whose) || (row.Role == Role.Farmer && row.Name == whose) || under.Contains(row.Sequence));
    }

    /// <summary>Who looks at an order sees whose are merged into it, from then on; only its farmer does not.</summary>
    private static FormattableString SeenByWayOfOthers(string phone, SqlWords words) => Create(
        $$"""
        WITH RECURSIVE way("Into", "Since") AS (
            SELECT "MergedInto", "ClosedAt" FROM orders WHERE "FarmerPhone" = {0} AND "MergedInto" IS NOT NULL
            UNION
            SELECT other."MergedInto", {{words.Later("way.\"Since\"", "other.\"ClosedAt\"")}} FROM way JOIN orders other ON other."Id" = way."Into" WHERE other."MergedInto" IS NOT NULL)
        SELECT audit."Sequence" AS "Value" FROM way JOIN orders kept ON kept."Id" = way."Into"
        JOIN audit ON audit."Whose" = kept."Tracking" AND audit."At" >= way."Since" AND audit."Role" <> {1}
        """,
        phone,
        nameof(Role.Farmer));

    private static async Task<IResult> Get(string? whose, string? who, Timestamp? from, Timestamp? to, long? before, int? take, DispatchDb db, CancellationToken stop)
    {
        var check = new Check();
        var most = check.Within("take", take ?? 100, 1, Most);
        check.Done();
        return Results.Ok(await Page(db, new AuditWanted { Whose = whose, Who = who, From = from?.Time, To = to?.Time, Before = before }, most, stop));
    }
}
