using System.Net;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Clerk;

public sealed class When_two_pages_show_the_same_order : BoardSpec
{
    /// <summary>Two clerks, and a page that was left open. Seen red without the version in the form.</summary>
    [Test]
    public async Task What_has_changed_since_the_page_was_drawn_is_not_acted_on()
    {
        var tracking = await Unclear();
        await Wang.Open($"/board/{tracking}");
        var late = Wang.Twin();
        await Wang.Say("Answer", ("words", "浇一水就好"));
        await late.Say("Cancel", ("reason", "不用了"));

        Assert.That(late.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(late.Text, Does.Contain("别人刚刚改动过").And.Contain("浇一水就好"));
        Assert.That((await Known(tracking)).Outcome, Is.EqualTo(Outcome.Answered));
    }

    /// <summary>The browser shows the second answer. Seen red: it said that somebody else had been quicker.</summary>
    [Test]
    public async Task A_button_that_is_pressed_twice_is_taken_once_and_nobody_is_blamed()
    {
        var tracking = await Unclear();
        await Wang.Open($"/board/{tracking}");
        var twin = Wang.Twin();
        await Wang.Say("Answer", ("words", "浇一水就好"));
        await twin.Say("Answer", ("words", "浇一水就好"));

        Assert.That((twin.Status, twin.Address.AbsolutePath), Is.EqualTo((HttpStatusCode.OK, $"/board/{tracking}")));
        Assert.That((await Known(tracking)).Closings, Is.EqualTo(1));
    }

    /// <summary>Seen red: they were dropped, and the page looked as if they had been taken.</summary>
    [Test]
    public async Task Other_words_from_a_page_of_ones_own_are_not_dropped_in_silence()
    {
        var tracking = await Unclear();
        await Wang.Open($"/board/{tracking}");
        var tab = Wang.Twin();
        await Wang.Say("Answer", ("words", "浇一水就好"));
        await tab.Say("Answer", ("words", "别管它"));

        Assert.That(tab.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(tab.ValueOf("answerOrder-words"), Is.Null, "the order is closed, and nothing can be answered");
    }
}
