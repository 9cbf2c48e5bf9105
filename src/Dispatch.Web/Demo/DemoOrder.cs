using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;

namespace Dispatch.Web.Demo;

/// <summary>What the simulation knows of an order and the service does not: who sent it and what it is truly about.</summary>
public sealed record DemoOrder(string Key, DemoFarmer Farmer, Problem Problem)
{
    public OrderId Id { get; } = IdOf(Key, Farmer);

    /// <summary>As the service will name it: the first number is free as long as no two of them collide.</summary>
    public string Tracking { get; } = TrackingNumber.For(IdOf(Key, Farmer)).Value;

    public string FarmerActor => new Actor(Role.Farmer, Farmer.Phone).ToString();

    /// <summary>What a clerk finds out by asking.</summary>
    public Skill TrueSkill => Problem.Skill ?? Skill.FarmManagement;

    private static OrderId IdOf(string key, DemoFarmer farmer) => OrderId.For(IdempotencyKey.Of(key, new Actor(Role.Farmer, farmer.Phone)));
}
