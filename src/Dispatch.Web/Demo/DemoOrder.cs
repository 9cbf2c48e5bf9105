using Dispatch.Domain;
using Dispatch.Domain.Orders;

namespace Dispatch.Web.Demo;

/// <summary>What the simulation knows of an order and the service does not: who sent it and what it is truly about.</summary>
public sealed record DemoOrder(string Key, DemoFarmer Farmer, Problem Problem)
{
    public OrderId Id { get; } = OrderId.For(Key);

    /// <summary>As the service will name it: the first number is free as long as no two of them collide.</summary>
    public string Tracking { get; } = TrackingNumber.For(OrderId.For(Key)).Value;

    public string FarmerActor => $"Farmer:{Farmer.Phone}";

    /// <summary>What a clerk finds out by asking.</summary>
    public Skill TrueSkill => Problem.Skill ?? Skill.FarmManagement;
}
