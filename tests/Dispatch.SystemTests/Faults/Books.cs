namespace Dispatch.SystemTests.Faults;

/// <summary>What the database holds at the end, as plain rows.</summary>
/// <param name="Orders">Phone, tracking number, id, state, outcome.</param>
/// <param name="History">Of each order its steps, in turn.</param>
/// <param name="Seats">Of each order their numbers.</param>
/// <param name="Offers">Of each order, in turn.</param>
/// <param name="Reports">Of each order what experts found.</param>
/// <param name="Notices">Order, template, recipient.</param>
/// <param name="Ledger">Kind, source, occasion.</param>
/// <param name="Closings">Order, occasion, outcome.</param>
public sealed record Books(
    IReadOnlyList<OrderInBooks> Orders, ILookup<string, Step> History, ILookup<string, string> Seats, ILookup<string, OfferInBooks> Offers, ILookup<string, string> Reports,
    IReadOnlyList<(string Order, string Template, string To)> Notices,
    IReadOnlyList<(string Kind, string Source, string Occasion)> Ledger, IReadOnlyList<(string Order, string Occasion, string Outcome)> Closings)
{
    public static async Task<Books> Read(Parts parts) => new(
        [.. (await parts.Ask("""SELECT "FarmerPhone", "Tracking", "Id", "State", "Outcome", "Difficulty" FROM orders""")).Select(row => new OrderInBooks(row[0], row[1], row[2], row[3], row[4], row[5]))],
        (await parts.Ask("""SELECT "Order", "Fact", "By", "Expert" FROM order_history ORDER BY "Order", "Version" """)).ToLookup(row => row[0], row => new Step(row[1], row[2], row[3])),
        (await parts.Ask("""SELECT "Order", "Number" FROM seats""")).ToLookup(row => row[0], row => row[1]),
        (await parts.Ask("""SELECT "Order", "Seat", "Expert", "State", "MadeAt", "QueuedSince", "OpenSince", "Pinned" FROM offers ORDER BY "Order", "Number" """)).ToLookup(row => row[0], row => new OfferInBooks(row[1], row[2], row[3], Time(row[4]), Time(row[5]), Time(row[6]), row[7] != "0")),
        (await parts.Ask("""SELECT "Order", "Findings" FROM visits WHERE "ReportedAt" IS NOT NULL""")).ToLookup(row => row[0], row => row[1]),
        [.. (await parts.Ask("""SELECT "Order", "Template", COALESCE("Phone", '') FROM notices WHERE "Order" IS NOT NULL""")).Select(row => (row[0], row[1], row[2]))],
        [.. (await parts.Ask("""SELECT "Kind", "Source", "Occasion" FROM ledger""")).Select(row => (row[0], row[1], row[2]))],
        [.. (await parts.Ask("""SELECT "Order", "Occasion", "Outcome" FROM closings""")).Select(row => (row[0], row[1], row[2]))]);

    private static DateTimeOffset Time(string ticks) => new(long.Parse(ticks, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>How many messages are not sent yet, or not noted by everybody who notes them.</summary>
    public static async Task<int> Unheard(Parts parts)
    {
        var rows = await parts.Ask("""SELECT message."Type", message."SentAt" IS NULL, (SELECT COUNT(*) FROM inbox note WHERE note."MessageId" = message."MessageId") FROM outbox message""");
        return rows.Count(row => row[1] != "0" || int.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture) < parts.Subscriptions.NotersOf(row[0]).Count);
    }
}

public sealed record OrderInBooks(string Phone, string Tracking, string Id, string State, string Outcome, string Difficulty);

/// <summary>A row of an order's history.</summary>
public sealed record Step(string Fact, string By, string Expert);

/// <summary>An offer, with the times by which its turn had come, and whether a clerk chose the expert.</summary>
public sealed record OfferInBooks(string Seat, string Expert, string State, DateTimeOffset MadeAt, DateTimeOffset QueuedSince, DateTimeOffset OpenSince, bool Pinned);
