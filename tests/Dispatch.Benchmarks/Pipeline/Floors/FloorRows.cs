using Dispatch.Contracts;

namespace Dispatch.Benchmarks.Pipeline.Floors;

/// <summary>What is written of an order at each of its steps.</summary>
internal sealed class FloorRows(Pattern pattern)
{
    public IReadOnlyList<Template> Submitted { get; } =
    [
        pattern.Insert("orders", ("State", "Submitted"), ("Version", 0), ("QueuedSince", DBNull.Value), ("WaitUntil", DBNull.Value), ("DueAt", DBNull.Value), ("Station", DBNull.Value), ("LastSeat", 0)),
        pattern.Insert("order_history 0"), Outbox(pattern, nameof(OrderSubmitted)),
    ];

    public IReadOnlyList<Template> Triaged { get; } =
    [
        pattern.Update("orders", "\"Id\" = $1 AND \"Version\" = 0", ("State", "Waiting"), ("Version", 1), ("QueuedSince", null), ("WaitUntil", null), ("DueAt", null), ("Station", null), ("LastSeat", null)),
        pattern.Insert("seats", ("State", "Open"), ("Expert", DBNull.Value), ("AnswerBy", DBNull.Value)), pattern.Insert("order_history 1"), Outbox(pattern, nameof(OrderWaiting)), pattern.Insert("inbox TriageOrder"),
    ];

    public IReadOnlyList<Template> Offered { get; } =
    [
        pattern.Update("orders", "\"Id\" = $1 AND \"Version\" = 1", ("State", null), ("Version", null), ("DueAt", null)), pattern.Update("seats", "\"Order\" = $1", ("State", null), ("Expert", null), ("AnswerBy", null)),
        pattern.Insert("offers"), pattern.Insert("order_history 2"), pattern.Insert("matches"), Outbox(pattern, nameof(OfferMade)),
    ];

    public IReadOnlyList<Template> FarmerTold { get; } = [.. Notice(pattern, "Farmer"), pattern.Insert("inbox TellFarmerOrderTaken")];

    public IReadOnlyList<Template> ExpertTold { get; } = [.. Notice(pattern, "Expert"), pattern.Insert("inbox TellExpertOfOffer")];

    private static Template Outbox(Pattern pattern, string contract) => pattern.Insert($"outbox {contract}", ("Sequence", null), ("SentAt", DBNull.Value));

    private static Template[] Notice(Pattern pattern, string to) =>
        [pattern.Insert($"notices {to}"), pattern.Insert($"notice_deliveries {to}", ("State", "Pending"), ("SentAt", DBNull.Value), ("Attempts", 0))];
}
