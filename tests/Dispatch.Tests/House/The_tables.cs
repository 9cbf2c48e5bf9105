using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.House;

/// <summary>How things are stored, and that what is asked every few seconds is asked of an index.</summary>
[OnSqlite]
public sealed class The_tables : SharedServiceSpec
{
    [Test]
    public Task Words_are_stored_by_name() => Service.Db(db =>
    {
        var properties = db.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum).ToList();
        Assert.That(properties, Has.Count.GreaterThan(5));
        Assert.That(properties.Where(property => property.GetTypeMapping().Converter?.ProviderClrType != typeof(string)).Select(property => $"{property.DeclaringType.DisplayName()}.{property.Name}"), Is.Empty);
        return Task.FromResult(true);
    });

    [Test]
    public void Words_inside_a_column_are_stored_by_name() =>
        Assert.That(System.Text.Json.JsonSerializer.Serialize(Telling(), StoredJson.Options), Does.Contain("PlantProtection").And.Not.Contain(":1"));

    [Test]
    public Task Times_are_stored_so_that_they_can_be_compared() => Service.Db(db =>
    {
        var properties = db.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(DateTimeOffset));
        Assert.That(properties.Where(property => property.GetTypeMapping().Converter?.ProviderClrType != typeof(long)).Select(property => $"{property.DeclaringType.DisplayName()}.{property.Name}"), Is.Empty);
        return Task.FromResult(true);
    });

    [Test]
    public Task Every_limit_is_swept_by_an_index() => Service.Db(async db =>
    {
        await db.Database.OpenConnectionAsync();
        var limits = Service.Services.GetServices<Limit>().ToList();
        Assert.That(limits.Select(limit => limit.GetType()), Is.EquivalentTo(typeof(Limit).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Limit)))), "a limit is not registered");
        foreach (var limit in limits) Assert.That(await Plan(limit, db), Has.All.Match("^SEARCH .* USING (COVERING )?INDEX"), limit.GetType().Name);
        return true;
    });

    private static async Task<List<string>> Plan(Limit limit, DispatchDb db)
    {
        await using var command = limit.Passed(db, Service.Monday).Take(500).CreateDbCommand();
        var steps = await QueryPlan.Of(command);
        TestContext.Out.WriteLine($"{limit.GetType().Name}: {string.Join(" | ", steps)}");
        return steps;
    }

    private static Domain.SkillLevel[] Telling() => [Orders.Telling.Pests];
}
