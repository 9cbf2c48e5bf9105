using Dispatch.Web.Demo;
using Dispatch.Web.Serving;

namespace Dispatch.Tests.Doctor;

public sealed class When_a_database_is_held
{
    private DirectoryInfo folder = null!;

    private string Database => $"sqlite:{folder.FullName}/some.db";

    [SetUp]
    public void Prepare() => folder = Directory.CreateTempSubdirectory("dispatch-held-");

    [TearDown]
    public void Clean() => folder.Delete(recursive: true);

    [Test]
    public async Task Services_share_it_and_no_demonstration_takes_it_away()
    {
        using var one = await Hold.Shared(Database, default);
        using var other = await Hold.Shared(Database, default);

        Assert.That(Hold.Of(Database), Has.Property("Services").True.And.Property("Demonstration").False);
        Assert.That(() => Hold.Alone(Database, default), Throws.InstanceOf<IOException>().With.Message.Contains("some.db is in use"));
    }

    [Test]
    public async Task A_demonstration_has_it_alone()
    {
        using var demonstration = await Hold.Alone(Database, default);

        Assert.That(Hold.Of(Database), Has.Property("Services").False.And.Property("Demonstration").True);
        Assert.That(() => Hold.Shared(Database, default), Throws.InstanceOf<IOException>().With.Message.Contains("demonstration is using"));
        Assert.That(() => Hold.Alone(Database, default), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task It_is_free_again_when_the_holder_is_gone()
    {
        (await Hold.Alone(Database, default)).Dispose();

        Assert.That(Hold.Of(Database), Is.EqualTo(default(Holders)));
        Assert.That(async () => (await Hold.Alone(Database, default)).Dispose(), Throws.Nothing);
    }

    [Test]
    public async Task A_demonstration_leaves_a_database_that_somebody_holds_as_it_is()
    {
        var here = Directory.GetCurrentDirectory();
        var file = Path.Combine(here, "data", "demo.db");
        using var held = await Hold.Shared($"sqlite:{file}", default);
        await File.WriteAllTextAsync(file, "an order");

        using var place = new DemoPlace(null);
        Assert.That(() => place.Clear(default), Throws.InstanceOf<IOException>());
        Assert.That(File.Exists(file));
        File.Delete(file);
    }
}
