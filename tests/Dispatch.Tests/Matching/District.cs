using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Matching;

/// <summary>A Monday morning at nine in a district where everyone is at the same place unless moved.</summary>
internal static class District
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    public static readonly DateTimeOffset Monday9 = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    public static readonly Place Centre = new(40.75, 107.4);
    public static readonly SkillLevel Vet = new(Skill.Veterinary, Level.Intermediate);

    public static Place North(double km) => new(40.75 + (km / 111.195), 107.4);

    public static Expert Expert(string code, double km = 0, Action<Expert>? with = null)
    {
        var expert = new Expert
        {
            Id = ExpertId.For(code),
            Code = code,
            Name = code,
            Phone = "13800000000",
            Skills = [Vet],
            Base = North(km),
            TownCode = "150802001",
            Capacity = 4,
        };
        with?.Invoke(expert);
        return expert;
    }

    public static Need Need(string order = "A", int seat = 1) => new()
    {
        Order = OrderId.For(order),
        Seat = seat,
        Skills = [Vet],
        Place = Centre,
        Urgency = Urgency.Normal,
        QueuedSince = Monday9,
        AnswerBy = Monday9.AddHours(4),
    };

    public static Candidate Holding(this Expert expert, int openSeats) => new(expert, openSeats);

    public static Scene Scene(params IEnumerable<Candidate> candidates) => Scene(new Weights(), candidates);

    public static Scene Scene(Weights weights, params IEnumerable<Candidate> candidates) => Scene(weights, new Roster(candidates));

    public static Scene Scene(Weights weights, Roster roster) => new(Monday9, Zone, weights, roster);

    public static Scene Scene(params IEnumerable<Expert> experts) => Scene(experts.Select(expert => expert.Holding(0)));
}
