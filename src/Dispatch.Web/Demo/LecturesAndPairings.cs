namespace Dispatch.Web.Demo;

/// <summary>What else experts do in the month: lectures are planned and held or called off, paired villages are visited.</summary>
internal sealed class LecturesAndPairings(World world, Dice dice, Calendar calendar, Visitors door, Agenda agenda)
{
    private const int LectureCount = 60;

    public void Plan()
    {
        for (var n = 0; n < LectureCount; n++) PlanLecture($"lecture-{n:D3}");
        foreach (var (expert, village) in world.Pairings) PlanPairing(world.Experts.First(known => known.Id == expert).Code, village);
    }

    private void PlanLecture(string key)
    {
        var title = dice.From(LectureTitle.All, key, "title");
        var able = world.Experts.Where(expert => expert.LevelIn(title.Skill) is not null).ToList();
        var starts = calendar.SomeTime(0.1 + (0.85 * dice.Throw(key, "when")));
        agenda.Add(starts - TimeSpan.FromDays(2), key, Pace.InTurn, () => door.Post("/api/v1/lectures", ClerksAtWork.Actor, new
        {
            title = title.Title,
            skill = title.Skill.ToString(),
            experts = new[] { dice.From(able, key, "expert").Code },
            station = dice.From(world.Stations, key, "station").Code,
            whereabouts = "村党群服务中心",
            startsAt = starts,
            minutes = 90,
        }, key));
        var address = $"/api/v1/lectures/{Domain.Lectures.LectureId.For(Named(key))}";
        if (dice.Happens(0.08, key, "rain")) agenda.Add(starts - TimeSpan.FromHours(3), key, Pace.InTurn, () => door.Post($"{address}/call-off", ClerksAtWork.Actor, new { reason = "大雨，路不通" }));
        else agenda.Add(starts + TimeSpan.FromHours(2), key, Pace.InTurn, () => door.Post($"{address}/hold", ClerksAtWork.Actor, new { heldAt = starts, attendance = 12 + (int)(70 * dice.Throw(key, "attendance")) }));
    }

    private static string Named(string key) => Dispatch.Http.IdempotencyKey.Of(key, Domain.Actor.Parse(ClerksAtWork.Actor));

    private void PlanPairing(string expert, string village)
    {
        var key = $"pairing-{expert}-{village}";
        agenda.Add(calendar.Start, key, Pace.InTurn, () => door.Post("/api/v1/pairings", ClerksAtWork.Actor, new { expert, village, from = calendar.Start, to = calendar.Start.AddYears(1) }, key));
        var address = $"/api/v1/pairings/{Domain.Pairings.PairingId.For(Named(key))}/visits";
        for (var n = 0; n < 2; n++)
        {
            var at = calendar.SomeTime((n + dice.Throw(key, $"{n}")) / 2.1 + 0.02);
            var visit = $"{key}-{n}";
            agenda.Add(at, visit, Pace.InTurn, () => door.Post(address, ClerksAtWork.Actor, new { heldAt = at, words = "入户查看长势，交代下一步管理" }, visit));
        }
    }
}
