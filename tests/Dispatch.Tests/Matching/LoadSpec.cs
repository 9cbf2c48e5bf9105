using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using static Dispatch.Tests.Matching.District;

namespace Dispatch.Tests.Matching;

public sealed class LoadSpec
{
    [Test]
    public void Seats_weigh_by_what_an_expert_can_hold() => Assert.That(
        Load(One("two of four", 4).Holding(2), One("one of two", 2).Holding(1)), Is.EqualTo(new LoadOverExperts(2, 3, 0.5, 0.5, 0)));

    [Test]
    public void The_middle_is_the_lower_of_two_and_the_most_is_the_highest() => Assert.That(
        Load(One("a", 4).Holding(0), One("b", 4).Holding(1), One("c", 4).Holding(2), One("d", 4).Holding(3)), Is.EqualTo(new LoadOverExperts(4, 6, 0.25, 0.75, 2.5 / 6)));

    [Test]
    public void Who_has_left_is_not_counted() => Assert.That(
        Load(One("here", 4).Holding(2), Expert("gone", with: gone => gone.Active = false).Holding(0)), Is.EqualTo(new LoadOverExperts(1, 2, 0.5, 0.5, 0)));

    [Test]
    public void Of_nobody_only_the_number_is_known() => Assert.That(Load(), Is.EqualTo(new LoadOverExperts(0, 0, null, null, null)));

    [Test]
    public void What_is_counted_is_for_the_asker_to_say() => Assert.That(
        LoadOverExperts.Of(new Roster([One("a", 4).Holding(4), One("b", 2).Holding(0)]), who => who.Expert.Capacity == 2 ? 6 : 0), Is.EqualTo(new LoadOverExperts(2, 6, 0, 3, 0.5)));

    private static Expert One(string code, int capacity) => Expert(code, with: one => one.Capacity = capacity);

    private static LoadOverExperts Load(params Candidate[] candidates) => LoadOverExperts.Of(new Roster(candidates), who => who.OpenSeats);
}
