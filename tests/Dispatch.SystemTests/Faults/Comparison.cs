namespace Dispatch.SystemTests.Faults;

/// <summary>What clients were told, beside what the database holds. Each difference belongs to the round in which it was told.</summary>
public sealed class Comparison(Told told, Books books)
{
    /// <summary>What has waited shorter a round may not have seen yet: its commit, or the round, may have been what a fault kept.</summary>
    private static readonly TimeSpan Unseen = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, OrderInBooks> byTracking = books.Orders.ToDictionary(order => order.Tracking);
    private readonly Dictionary<string, int> rounds = told.Submissions.GroupBy(sent => sent.Phone).ToDictionary(sent => sent.Key, sent => sent.Max(one => one.Round));

    public IEnumerable<Finding> Differences() => [.. LostOrders(), .. DoubledOrders(), .. Deeds(), .. News(), .. Seats(), .. Refused(), .. Turns(), .. Ledger()];

    private Finding Of(OrderInBooks order, Wrong wrong, string words) => new(rounds.GetValueOrDefault(order.Phone), wrong, $"{order.Tracking}: {words}");

    /// <summary>Who has a number has an order, and it has ended; of those who don't know, an order that is there waits at most for the farmer's word.</summary>
    private IEnumerable<Finding> LostOrders()
    {
        foreach (var sent in told.Submissions.Where(sent => sent.Tracking is not null))
            if (!byTracking.TryGetValue(sent.Tracking!, out var order)) yield return new(sent.Round, Wrong.Lost, $"{sent.Tracking} was given to {sent.Phone} and is not there");
            else if (order.Id != sent.Id.ToString() || order.Phone != sent.Phone) yield return Of(order, Wrong.Lost, $"it is not the order that {sent.Phone} was told of");
            else if (order.Difficulty != sent.Words) yield return Of(order, Wrong.Lost, $"'{sent.Words}' was said, '{order.Difficulty}' is kept");
            else if (sent.IsFresh && !books.Offers[order.Id].Any()) yield return Of(order, Wrong.Lost, "nobody was asked, though somebody is always free");
            else if (books.Seats[order.Id].Count() is var seats && seats != sent.Seats) yield return Of(order, Wrong.Lost, $"{sent.Seats} experts were asked for, it has {seats} seats");
        var known = told.Submissions.Where(sent => sent.Tracking is not null).Select(sent => sent.Tracking!).ToHashSet();
        foreach (var order in books.Orders)
            if (order.State != "Closed" && (known.Contains(order.Tracking) || order.State != "Reported")) yield return Of(order, Wrong.Lost, $"it has not ended, it is {order.State}");
    }

    /// <summary>Each farmer has a phone of their own and orders once.</summary>
    private IEnumerable<Finding> DoubledOrders() =>
        books.Orders.GroupBy(order => order.Phone).Where(same => same.Count() > 1).Select(same => Of(same.First(), Wrong.Doubled, $"{same.Count()} orders of {same.Key}"))
            .Concat(books.Orders.Where(order => !rounds.ContainsKey(order.Phone)).Select(order => Of(order, Wrong.Doubled, "nobody has sent it")));

    /// <summary>What was answered as done is in the history, and nothing is there oftener than somebody said it.</summary>
    private IEnumerable<Finding> Deeds()
    {
        var said = told.Deeds.GroupBy(deed => (deed.Tracking, deed.Actor, deed.Fact)).ToDictionary(same => same.Key);
        foreach (var (key, deeds) in said)
        {
            if (!byTracking.TryGetValue(key.Tracking, out var order)) continue;
            var times = books.History[order.Id].Count(step => step.Fact == key.Fact && step.By == key.Actor);
            if (times < deeds.Count(deed => deed.IsSure)) yield return new(deeds.Max(deed => deed.Round), Wrong.Lost, $"{key}: answered as done {deeds.Count(deed => deed.IsSure)} times, {times} in the history");
            if (key.Fact == "Reported" && books.Reports[order.Id].Count(words => words == ExpertOnDuty.Findings(key.Actor, key.Tracking)) != times) yield return Of(order, Wrong.Lost, $"{key.Actor} reported {times} times, and what was found is kept {books.Reports[order.Id].Count()} times: {string.Join("; ", books.Reports[order.Id])}");
            if (times > deeds.Count()) yield return new(deeds.Max(deed => deed.Round), Wrong.Doubled, $"{key}: said {deeds.Count()} times, {times} in the history");
        }
        foreach (var order in books.Orders)
            foreach (var step in books.History[order.Id].Where(step => step.Fact != "Submitted" && !step.By.StartsWith("Engine", StringComparison.Ordinal)))
                if (!said.ContainsKey((order.Tracking, step.By, step.Fact))) yield return Of(order, Wrong.Doubled, $"{step.By} {step.Fact}: nobody said so");
    }

    /// <summary>Each farmer is told once that the order is taken, and no news oftener than it happened.</summary>
    private IEnumerable<Finding> News()
    {
        var notices = books.Notices.ToLookup(notice => notice.Order);
        foreach (var order in books.Orders)
        {
            int Told(string template) => notices[order.Id].Count(notice => notice.Template == template && notice.To == order.Phone);
            int Happened(string fact) => books.History[order.Id].Count(step => step.Fact == fact);
            // News that come when it is over are not told any more: how it ended is.
            if (Told("OrderTaken") == 0 && order.Outcome != "Cancelled" && !notices[order.Id].Any(notice => notice.To == order.Phone && notice.Template.StartsWith("Closed.", StringComparison.Ordinal))) yield return Of(order, Wrong.Lost, "the farmer was told neither that it is taken nor how it ended");
            foreach (var (template, most) in new[] { ("OrderTaken", 1), ("ExpertComes", Happened("Accepted")), ("ConfirmAsked", Happened("Reported")) })
                if (Told(template) > most) yield return Of(order, Wrong.Doubled, $"the farmer was told {template} {Told(template)} times, it came to that {most} times");
        }
    }

    /// <summary>Goes through each order's history: a seat is offered when one is free, and only who holds one acts. Of each seat one expert at a time is asked.</summary>
    private IEnumerable<Finding> Seats()
    {
        foreach (var order in books.Orders)
        {
            var (holders, seats) = (new HashSet<string>(), books.Seats[order.Id].Count());
            foreach (var step in books.History[order.Id].Where(step => step.Expert.Length > 0))
            {
                var begins = step.Fact is "Chosen" or "Assigned";
                if (begins ? holders.Count == seats || holders.Contains(step.Expert) : !holders.Contains(step.Expert)) yield return Of(order, Wrong.Overbooked, $"{step.Fact} by or for {step.Expert} while of {seats} seats {holders.Count} are held: {string.Join(", ", holders)}");
                if (begins) holders.Add(step.Expert);
                else if (step.Fact is "Declined" or "Lapsed" or "HandedBack" or "Withdrawn" or "Reported") holders.Remove(step.Expert);
            }
            // Each opening of a seat is for one offer; who gives a seat up or is sent again opens it anew.
            foreach (var same in books.Offers[order.Id].GroupBy(offer => (offer.Seat, offer.OpenSince)).Where(same => same.Count() > 1))
                yield return Of(order, Wrong.Overbooked, $"seat {same.Key.Seat}, open once, was given to {string.Join(" and ", same.Select(offer => $"{offer.Expert} ({offer.State})"))}");
        }
    }

    private IEnumerable<Finding> Refused() =>
        from order in books.Orders
        from offers in books.Offers[order.Id].GroupBy(offer => offer.Expert)
        where offers.SkipLast(1).Any(offer => offer.State is "Declined" or "Lapsed" or "HandedBack")
        select Of(order, Wrong.AskedAgain, offers.Key);

    /// <summary>
    /// Of two orders for which an expert was asked, the one that had been in the queue before the other and waited meanwhile
    /// came first. By the times that processes have written down: orders that were open while a clock was wrong are left out.
    /// </summary>
    private IEnumerable<Finding> Turns()
    {
        var asked = books.Orders.Where(order => !told.WasOpenAtFalseTimes(order.Tracking)).SelectMany(order => books.Offers[order.Id].Where(offer => !offer.Pinned).Select(offer => (Order: order, Offer: offer)));
        foreach (var same in asked.GroupBy(one => one.Offer.Expert))
            foreach (var (order, offer) in same)
                if (same.FirstOrDefault(other => IsBefore(other.Offer, offer)) is { Order: { } passedOver }) yield return Of(passedOver, Wrong.OutOfTurn, $"it had waited longer than {order.Tracking}, which was offered to {offer.Expert} before it");

        static bool IsBefore(OfferInBooks other, OfferInBooks offer) =>
            other.QueuedSince < offer.QueuedSince && offer.MadeAt < other.MadeAt && other.QueuedSince + Unseen < offer.MadeAt && other.OpenSince + Unseen < offer.MadeAt;
    }

    /// <summary>What was confirmed as solved, or answered by a clerk, is in the ledger once, and nothing else is.</summary>
    private IEnumerable<Finding> Ledger()
    {
        var counted = books.Ledger.ToLookup(entry => entry.Source);
        var closings = books.Closings.ToLookup(closing => closing.Order);
        var confirmed = told.Deeds.Where(deed => deed.Outcome is not null).ToLookup(deed => deed.Tracking);
        foreach (var order in books.Orders)
        {
            var owed = closings[order.Id].Count(closing => closing.Outcome is "Solved" or "Answered");
            if (counted[order.Id].Count() != owed) yield return Of(order, counted[order.Id].Count() > owed ? Wrong.Doubled : Wrong.Ledger, $"{counted[order.Id].Count()} entries, {owed} owed");
            if (confirmed[order.Tracking].FirstOrDefault(deed => deed.IsSure) is { } sure && order.Outcome != sure.Outcome) yield return Of(order, Wrong.Ledger, $"confirmed as {sure.Outcome}, kept as {order.Outcome}");
        }
        var known = books.Orders.Select(order => order.Id).ToHashSet();
        foreach (var entry in books.Ledger.Where(entry => !known.Contains(entry.Source))) yield return new(0, Wrong.Ledger, $"{entry} stands on nothing");
    }
}
