using Dispatch.Domain.Orders;
using static Dispatch.Tests.Orders.Telling;

namespace Dispatch.Tests.Orders;

public sealed class When_limits_run : OrderSpec
{
    [Test] public void Nothing_runs_before_triage() => Assert.That(Given().Order.DueAt, Is.Null);

    [Test] public void Nothing_runs_while_a_clerk_decides() => Assert.That(Given(Triaged(), Unmatched()).Order.DueAt, Is.Null);

    [Test]
    public void Waiting_counts_field_hours()
    {
        Given(Triaged());
        // From Monday 09:01: eleven hours on Monday, fourteen on Tuesday, three on Wednesday.
        Assert.That((Order.WaitUntil, Order.DueAt), Is.EqualTo((Monday.AddDays(2).AddMinutes(1), Monday.AddDays(2).AddMinutes(1))));
    }

    [Test]
    public void An_answer_has_its_own_limit_on_the_seat()
    {
        Given(Asked(Wang));
        Assert.That((Seat(1).AnswerBy, Order.Offers[0].AnswerBy, Order.DueAt), Is.EqualTo((Story.Now.AddHours(4), Story.Now.AddHours(4), (DateTimeOffset?)null)));
    }

    [Test] public void An_urgent_answer_has_half_an_hour() => Assert.That(Given(UrgentlyTriaged(), OfferedTo(Wang)).Order.Seats[0].AnswerBy, Is.EqualTo(Story.Now.AddMinutes(30)));

    [Test]
    public void An_answer_asked_for_at_night_has_time_until_the_morning()
    {
        Given(UrgentlyTriaged(), TimePasses(TimeSpan.FromHours(13)), OfferedTo(Wang));
        Assert.That(Seat(1).AnswerBy, Is.EqualTo(new DateTimeOffset(2026, 6, 2, 6, 30, 0, TimeSpan.FromHours(8))));
    }

    [Test] public void A_visit_is_promised_within_three_days() => Assert.That((Given(Taken(Wang)).Order.DueAt, Seat(1).VisitBy), Is.EqualTo((Story.Now.AddDays(3), Story.Now.AddDays(3))));

    [Test] public void A_report_is_due_a_day_after_the_check_in() => Assert.That(Given([.. Taken(Wang), CheckedInBy(Wang)]).Order.DueAt, Is.EqualTo(Story.Now.AddDays(1)));

    [Test]
    public void A_team_member_who_is_early_hurries_nobody()
    {
        Given([.. BothTaken, CheckedInBy(Wang)]);
        Assert.That(Order.DueAt, Is.EqualTo(Seat(2).VisitBy));
    }

    [Test] public void A_confirmation_is_due_within_seven_days() => Assert.That(Given(Reporting(Wang)).Order.DueAt, Is.EqualTo(Story.Now.AddDays(7)));

    [Test] public void Nothing_runs_after_closing() => Assert.That(Given([.. Reporting(Wang), Solved()]).Order.DueAt, Is.Null);

    [Test]
    public void A_no_does_not_make_it_wait_longer()
    {
        Given([.. Asked(Wang)]);
        var until = Order.WaitUntil;
        Assert.That(Story.Given(TimePasses(TimeSpan.FromHours(1)), DeclinedBy(Wang)).Order.DueAt, Is.EqualTo(until));
    }
}
