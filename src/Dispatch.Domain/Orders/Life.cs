namespace Dispatch.Domain.Orders;

/// <summary>
/// The life of an order: one row for each (state, fact) that may be, with the act it leads to and the states it may
/// end in. What is not here is refused. The README's picture is drawn from this table.
/// </summary>
public static class Life
{
    public static IReadOnlyList<Row> Rows { get; } =
    [
        In(State.Submitted).On<Triaged>((order, fact, limits) => order.Ask(fact, limits), State.Waiting),
        In(State.Submitted).On<Unclear>((order, fact, _) => order.GiveToClerk(fact), State.NeedsClerk),
        In(State.Submitted).On<Answered>((order, fact, _) => order.CloseAnswered(fact), State.Closed),
        In(State.Submitted).On<Cancelled>((order, fact, _) => order.Cancel(fact), State.Closed),
        In(State.Submitted).On<Merged>((order, fact, _) => order.Merge(fact), State.Closed),

        In(State.NeedsClerk).On<Triaged>((order, fact, limits) => order.Ask(fact, limits), State.Waiting, State.Accepted, State.Visiting).InTeams(State.Offered, State.Reported),
        In(State.NeedsClerk).On<Assigned>((order, fact, limits) => order.Pin(fact, limits), State.Offered).InTeams(State.Waiting),
        In(State.NeedsClerk).On<Accepted>((order, fact, limits) => order.Accept(fact, limits)).InTeams(State.NeedsClerk),
        In(State.NeedsClerk).On<Declined>((order, fact, limits) => order.Refuse(fact.Expert, OfferState.Declined, fact, limits)).InTeams(State.NeedsClerk),
        In(State.NeedsClerk).On<Lapsed>((order, fact, limits) => order.Lapse(fact, limits)).InTeams(State.NeedsClerk),
        In(State.NeedsClerk).On<HandedBack>((order, fact, limits) => order.HandBack(fact, limits), State.NeedsClerk),
        In(State.NeedsClerk).On<Withdrawn>((order, fact, limits) => order.Withdraw(fact, limits), State.NeedsClerk),
        In(State.NeedsClerk).On<CheckedIn>((order, fact, limits) => order.CheckIn(fact, limits), State.Visiting),
        In(State.NeedsClerk).On<Reported>((order, fact, limits) => order.Report(fact, limits), State.Reported).InTeams(State.NeedsClerk),
        In(State.NeedsClerk).On<Answered>((order, fact, _) => order.CloseAnswered(fact), State.Closed),
        In(State.NeedsClerk).On<GivenUp>((order, fact, _) => order.GiveUp(fact), State.Closed),
        In(State.NeedsClerk).On<Cancelled>((order, fact, _) => order.Cancel(fact), State.Closed),
        In(State.NeedsClerk).On<Merged>((order, fact, _) => order.Merge(fact), State.Closed),

        In(State.Waiting).On<Chosen>((order, fact, limits) => order.Choose(fact, limits), State.Offered).InTeams(State.Waiting),
        In(State.Waiting).On<Assigned>((order, fact, limits) => order.Pin(fact, limits), State.Offered).InTeams(State.Waiting),
        In(State.Waiting).On<Triaged>((order, fact, limits) => order.Ask(fact, limits), State.Waiting).InTeams(State.Offered, State.Accepted, State.Visiting, State.Reported),
        In(State.Waiting).On<Unmatched>((order, fact, _) => order.GiveToClerk(fact), State.NeedsClerk),
        In(State.Waiting).On<WentOverdue>((order, fact, _) => order.GoOverdue(fact), State.NeedsClerk),
        In(State.Waiting).On<Accepted>((order, fact, limits) => order.Accept(fact, limits)).InTeams(State.Waiting),
        In(State.Waiting).On<Declined>((order, fact, limits) => order.Refuse(fact.Expert, OfferState.Declined, fact, limits)).InTeams(State.Waiting, State.NeedsClerk),
        In(State.Waiting).On<Lapsed>((order, fact, limits) => order.Lapse(fact, limits)).InTeams(State.Waiting, State.NeedsClerk),
        In(State.Waiting).On<HandedBack>((order, fact, limits) => order.HandBack(fact, limits)).InTeams(State.Waiting, State.NeedsClerk),
        In(State.Waiting).On<Withdrawn>((order, fact, limits) => order.Withdraw(fact, limits)).InTeams(State.Waiting),
        In(State.Waiting).On<Reported>((order, fact, limits) => order.Report(fact, limits)).InTeams(State.Waiting),
        In(State.Waiting).On<Answered>((order, fact, _) => order.CloseAnswered(fact), State.Closed),
        In(State.Waiting).On<Cancelled>((order, fact, _) => order.Cancel(fact), State.Closed),
        In(State.Waiting).On<Merged>((order, fact, _) => order.Merge(fact), State.Closed),

        In(State.Offered).On<Accepted>((order, fact, limits) => order.Accept(fact, limits), State.Accepted).InTeams(State.Offered, State.Visiting),
        In(State.Offered).On<Declined>((order, fact, limits) => order.Refuse(fact.Expert, OfferState.Declined, fact, limits), State.Waiting, State.NeedsClerk),
        In(State.Offered).On<Lapsed>((order, fact, limits) => order.Lapse(fact, limits), State.Waiting, State.NeedsClerk),
        In(State.Offered).On<HandedBack>((order, fact, limits) => order.HandBack(fact, limits)).InTeams(State.Waiting, State.NeedsClerk),
        In(State.Offered).On<Withdrawn>((order, fact, limits) => order.Withdraw(fact, limits), State.Waiting),
        In(State.Offered).On<Reported>((order, fact, limits) => order.Report(fact, limits)).InTeams(State.Offered),
        In(State.Offered).On<Cancelled>((order, fact, _) => order.Cancel(fact), State.Closed),
        In(State.Offered).On<Merged>((order, fact, _) => order.Merge(fact), State.Closed),

        In(State.Accepted).On<CheckedIn>((order, fact, limits) => order.CheckIn(fact, limits), State.Visiting),
        In(State.Accepted).On<Reported>((order, fact, limits) => order.Report(fact, limits), State.Reported).InTeams(State.Visiting),
        In(State.Accepted).On<HandedBack>((order, fact, limits) => order.HandBack(fact, limits), State.Waiting, State.NeedsClerk),
        In(State.Accepted).On<Withdrawn>((order, fact, limits) => order.Withdraw(fact, limits), State.Waiting),
        In(State.Accepted).On<WentOverdue>((order, fact, _) => order.GoOverdue(fact), State.NeedsClerk),
        In(State.Accepted).On<Cancelled>((order, fact, _) => order.Cancel(fact), State.Closed),
        In(State.Accepted).On<Merged>((order, fact, _) => order.Merge(fact), State.Closed),

        In(State.Visiting).On<CheckedIn>((order, fact, limits) => order.CheckIn(fact, limits)).InTeams(State.Visiting),
        In(State.Visiting).On<Reported>((order, fact, limits) => order.Report(fact, limits), State.Reported).InTeams(State.Visiting),
        In(State.Visiting).On<HandedBack>((order, fact, limits) => order.HandBack(fact, limits), State.Waiting, State.NeedsClerk),
        In(State.Visiting).On<Withdrawn>((order, fact, limits) => order.Withdraw(fact, limits)).InTeams(State.Waiting),
        In(State.Visiting).On<WentOverdue>((order, fact, _) => order.GoOverdue(fact), State.NeedsClerk),
        In(State.Visiting).On<Cancelled>((order, fact, _) => order.Cancel(fact), State.Closed),

        In(State.Reported).On<Confirmed>((order, fact, limits) => order.Confirm(fact, limits), State.Closed, State.Waiting, State.NeedsClerk),
        // The limit runs on; the history shows that somebody tried.
        In(State.Reported).On<CalledInVain>((_, _, _) => null, State.Reported),
        In(State.Reported).On<ConfirmationLapsed>((order, fact, _) => order.CloseUnconfirmed(fact), State.Closed),

        In(State.Closed).On<Reopened>((order, fact, limits) => order.Reopen(fact, limits), State.Waiting, State.NeedsClerk),
        In(State.Closed).On<Confirmed>((order, fact, limits) => order.ConfirmLate(fact, limits), State.Closed, State.Waiting, State.NeedsClerk),
    ];

    private static readonly Dictionary<(State, Type), Row> Table = Rows.ToDictionary(row => (row.From, row.Fact));

    /// <summary>Whether there is such a fact in this state. Whether it is taken is for the order to say.</summary>
    public static bool Takes<TFact>(State state)
        where TFact : Fact => Table.ContainsKey((state, typeof(TFact)));

    internal static Row? Of(Order order, Fact fact) => Table.GetValueOrDefault((order.State, fact.GetType()));

    /// <summary>Why a fact that has no row is refused: the order is over, has not come that far, or has gone past it.</summary>
    public static Refusal WhyNot(State state, Fact fact) =>
        state == State.Closed ? Refusal.OrderAlreadyClosed
        : Rows.Any(row => row.Fact == fact.GetType() && row.From > state) ? Refusal.TooEarly
        : Refusal.TooLate;

    private static Start In(State from) => new(from);

    /// <summary>A state and a fact that may come in it, what is done, and where it may lead.</summary>
    public sealed record Row(State From, Type Fact, Func<Order, Fact, Limits, Refusal?> Act, IReadOnlyList<State> To)
    {
        /// <summary>Where it may lead only while another seat stands elsewhere.</summary>
        public IReadOnlyList<State> Teams { get; private init; } = [];

        internal Row InTeams(params State[] to) => this with { Teams = to };
    }

    private readonly record struct Start(State From)
    {
        public Row On<TFact>(Func<Order, TFact, Limits, Refusal?> act, params State[] to)
            where TFact : Fact =>
            new(From, typeof(TFact), (order, fact, limits) => act(order, (TFact)fact, limits), to);
    }
}
