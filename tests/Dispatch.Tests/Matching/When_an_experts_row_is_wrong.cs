using Dispatch.Domain.Experts;
using Dispatch.Matching;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Tests.Matching;

/// <summary>A slip in a repair by hand: no form and no import lets it in. E2 is nearer and would be asked.</summary>
public sealed class When_an_experts_row_is_wrong : ServiceSpec
{
    private readonly Said said = new();

    protected override void Also(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(said);

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", km: 1));

    [OneTimeTearDown]
    public void Forget() => said.Dispose();

    [TestCase("UPDATE experts SET \"Capacity\" = 0 WHERE \"Code\" = 'E2'")]
    [TestCase("UPDATE experts SET \"TravelRadiusKm\" = -1 WHERE \"Code\" = 'E2'")]
    [TestCase("UPDATE experts SET \"Skills\" = '[{{\"skill\":\"PlantProtection\",\"level\":9}},{{\"skill\":99,\"level\":\"Junior\"}}]' WHERE \"Code\" = 'E2'")]
    [TestCase("UPDATE experts SET \"Skills\" = '[{{\"skill\":20,\"level\":\"Junior\"}},{{\"skill\":\"PlantProtection\",\"level\":\"Senior\"}}]' WHERE \"Code\" = 'E2'")]
    [TestCase("UPDATE experts SET \"Skills\" = '[{{\"skill\":\"20\",\"level\":\"Junior\"}},{{\"skill\":\"PlantProtection\",\"level\":\"Senior\"}}]' WHERE \"Code\" = 'E2'")]
    [TestCase("UPDATE experts SET \"Skills\" = '[{{\"skill\":\"Magic\",\"level\":\"Junior\"}}]' WHERE \"Code\" = 'E2'")]
    [TestCase("UPDATE experts SET \"Base\" = 'NaN,107.45' WHERE \"Code\" = 'E2'")]
    [TestCase("UPDATE experts SET \"Base\" = '91,107.45' WHERE \"Code\" = 'E2'")]
    [TestCase("UPDATE experts SET \"Hours\" = 'never' WHERE \"Code\" = 'E2'")]
    public async Task They_are_left_out_by_name_and_the_others_are_asked(string wrong)
    {
        await Sql(wrong);
        var tracking = await Service.Offered();

        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
        Assert.That(said.Has("Expert E2 is asked for nothing: "), string.Join('\n', said.All));
    }

    [TestCase("UPDATE experts SET \"Capacity\" = 0 WHERE \"Code\" = 'E2'")]
    [TestCase("UPDATE experts SET \"Base\" = 'NaN,107.45' WHERE \"Code\" = 'E2'")]
    public async Task They_are_forgotten_when_they_were_known(string wrong)
    {
        Assert.That((await Roster()).Find(ExpertId.For("E2")), Is.Not.Null);
        await Sql(wrong);

        Assert.That(async () => await Service.Db(db => Refresh(db)), Throws.InstanceOf<ArgumentException>());
        Assert.That((await Roster()).Find(ExpertId.For("E2")), Is.Null);
    }

    private async Task<bool> Refresh(DispatchDb db)
    {
        await Service.Get<KnownExperts>().Refresh(db, ExpertId.For("E2"), default);
        return true;
    }

    private Task<Domain.Matching.Roster> Roster() => Service.Db(db => Service.Get<KnownExperts>().Roster(db, default));

    private Task<int> Sql(string sql) => Service.Db(db => db.Database.ExecuteSqlRawAsync(sql));
}
