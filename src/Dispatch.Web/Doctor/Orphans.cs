using System.Runtime.CompilerServices;
using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Rows that name an order that is gone. In SQL, because the ledger names it by a bare id; each table has an index that begins with it.</summary>
internal static class Orphans
{
    private static readonly (string Table, string Column)[] Naming =
    [
        ("order_history", "Order"), ("seats", "Order"), ("offers", "Order"), ("matches", "Order"), ("visits", "Order"), ("confirmation_photos", "Order"), ("closings", "Order"), ("notices", "Order"), ("ledger", "Source"),
    ];

    public static async IAsyncEnumerable<Breach> Find(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var (table, column) in Naming)
            await foreach (var order in patient.Db.Database.SqlQueryRaw<Guid>(Gone(table, column)).AsAsyncEnumerable().WithCancellation(stop))
                yield return new Breach(await patient.NameOf(new OrderId(order), stop), "Breach.OrderGone", table);
    }

    private static string Gone(string table, string column) =>
        $"""
        SELECT DISTINCT "{column}" AS "Value" FROM {table} naming WHERE "{column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM orders WHERE orders."Id" = naming."{column}")
        {(table == "ledger" ? """AND "Kind" IN ('ProblemSolved', 'ConsultationAnswered')""" : "")}
        """;
}
