using System.Text.Json;
using System.Text.Json.Serialization;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Orders;

/// <summary>One line of an order's story: a fact, or null when only time passed.</summary>
internal delegate Fact? Line(Story story);

/// <summary>What happened to one real order, line by line; each line is a minute after the last.</summary>
internal sealed class Story
{
    private static readonly JsonSerializerOptions Everything = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles, Converters = { new JsonStringEnumConverter() } };

    public Story(Order? order = null, Limits? limits = null)
    {
        Limits = limits ?? Telling.Usual;
        Order = order ?? Telling.AnOrder();
    }

    public Limits Limits { get; }

    public Order Order { get; }

    public DateTimeOffset Now { get; set; } = Telling.Monday;

    /// <summary>What the last line came to; null when it was taken.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>All there is to see of the order.</summary>
    public string Snapshot => JsonSerializer.Serialize(Order, Everything);

    /// <summary>Tells lines that must all be taken.</summary>
    public Story Given(params Line[] lines)
    {
        foreach (var line in lines)
            Assert.That(Tell(line), Is.Null, $"the situation could not be prepared: line {Array.IndexOf(lines, line) + 1} in {Order.State}");
        return this;
    }

    /// <summary>Tells lines that may be refused.</summary>
    public Story When(params Line[] lines)
    {
        foreach (var line in lines) Tell(line);
        return this;
    }

    private Refusal? Tell(Line line)
    {
        Now += TimeSpan.FromMinutes(1);
        return Refused = line(this) is { } fact ? Order.Take(fact, Limits) : null;
    }
}
