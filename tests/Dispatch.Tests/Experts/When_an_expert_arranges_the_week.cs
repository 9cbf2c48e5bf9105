using System.Net;
using Dispatch.Domain.Experts;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Experts;

public sealed class When_an_expert_arranges_the_week : ExpertSpec
{
    [SetUp]
    public Task Look() => Liu.Open("/expert/hours");

    [Test]
    public async Task Hours_are_set_as_people_write_them()
    {
        Assert.That(Liu.ValueOf("hours"), Is.EqualTo("Mon-Sun 06:00-20:00"));
        await Liu.Say("Hours", ("hours", "周一至周五 08:00-18:00"));

        Assert.That((Liu.Text.Contains("已保存", StringComparison.Ordinal), (await Me()).Hours.Spans.Count), Is.EqualTo((true, 5)));
    }

    [TestCase("Hours", "hours", "随时", "不是每周时间")]
    [TestCase("Capacity", "capacity", "很多", "1 到 50")]
    [TestCase("Capacity", "capacity", "", "必填")]
    [TestCase("Leave", "leaveTo", "2026-06-01T10:00", "结束应晚于开始")]
    [TestCase("Leave", "leaveFrom", "后天", "不是日期或时间")]
    [TestCase("Leave", "reason", "", "必填")]
    public async Task What_can_not_be_is_named_beside_its_field_and_changes_nothing(string form, string field, string typed, string words)
    {
        (string, string?)[] leave = [("leaveFrom", "2026-06-08T08:00"), ("leaveTo", "2026-06-10T18:00"), ("reason", "培训")];
        await Liu.Say(form, [.. (form == "Leave" ? leave : []).Where(one => one.Item1 != field), (field, typed)]);

        Assert.That((Liu.Status, Liu.ValueOf(field)), Is.EqualTo((HttpStatusCode.BadRequest, typed)));
        Assert.That(Liu.ErrorOf(field), Does.Contain(words));
        var me = await Me();
        Assert.That((me.Hours.ToString(), me.Capacity, me.Leaves.Count), Is.EqualTo(("Mon-Sun 06:00-20:00", 3, 0)));
    }

    [Test]
    public async Task No_fewer_at_once_than_are_held()
    {
        await Service.Taken("E1");
        await Service.Taken("E1", order => order with { FarmerPhone = "13804780002" });
        await Liu.Say("Capacity", ("capacity", "1"));
        Assert.That(Liu.ErrorOf("capacity"), Does.Contain("2 单"));
        await Liu.Say("Capacity", ("capacity", "2"));

        Assert.That((await Me()).Capacity, Is.EqualTo(2));
    }

    /// <summary>A clerk has set them on the telephone while the page was open. Seen red without what was seen in the form.</summary>
    [Test]
    public async Task What_somebody_else_changed_meanwhile_is_not_overwritten()
    {
        await Service.Db(db => db.Set<Expert>().ExecuteUpdateAsync(set => set.SetProperty(expert => expert.Capacity, 5)));
        await Liu.Say("Capacity", ("capacity", "4"));

        Assert.That(Liu.ErrorOf("capacity"), Does.Contain("别人刚刚改成了“5”"));
        Assert.That((await Me()).Capacity, Is.EqualTo(5));
    }

    [Test]
    public async Task Leave_is_taken_once_and_called_off_once()
    {
        var twin = Liu.Twin();
        foreach (var finger in new[] { Liu, twin }) await finger.Say("Leave", ("leaveFrom", "2026-06-08T08:00"), ("leaveTo", "2026-06-10T18:00"), ("reason", "培训"));
        Assert.That((await Me()).Leaves.Single(), Is.EqualTo(new Leave(Service.Monday.AddDays(7).AddHours(-1), Service.Monday.AddDays(9).AddHours(9), "培训")));
        Assert.That(Liu.Text, Does.Contain("6月8日 08:00 至 6月10日 18:00"));
        twin = Liu.Twin();
        foreach (var finger in new[] { Liu, twin }) await finger.Say("EndLeave");

        Assert.That((Liu.Status, twin.Status, (await Me()).Leaves.Count), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK, 0)));
    }

    private Task<Expert> Me() => Service.Db(db => db.Set<Expert>().AsNoTracking().SingleAsync(expert => expert.Code == "E1"));
}
