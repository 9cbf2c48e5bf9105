using Dispatch.Persistence;
using Dispatch.Web.Demo;

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
        using var one = await Storage.Of(Database).Share(default);
        using var other = await Storage.Of(Database).Share(default);

        Assert.That(await Storage.Of(Database).Holders(default), Has.Property("Services").True.And.Property("Demonstration").False);
        Assert.That(() => Storage.Of(Database).HoldAlone(default), Throws.InstanceOf<IOException>().With.Message.Contains("some.db is in use"));
    }

    [Test]
    public async Task A_demonstration_has_it_alone()
    {
        using var demonstration = await Storage.Of(Database).HoldAlone(default);

        Assert.That(await Storage.Of(Database).Holders(default), Has.Property("Services").False.And.Property("Demonstration").True);
        Assert.That(() => Storage.Of(Database).Share(default), Throws.InstanceOf<IOException>().With.Message.Contains("demonstration is using"));
        Assert.That(() => Storage.Of(Database).HoldAlone(default), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task It_is_free_again_when_the_holder_is_gone()
    {
        (await Storage.Of(Database).HoldAlone(default)).Dispose();

        Assert.That(await Storage.Of(Database).Holders(default), Is.EqualTo(default(Holders)));
        Assert.That(async () => (await Storage.Of(Database).HoldAlone(default)).Dispose(), Throws.Nothing);
    }

    [Test]
    public async Task A_demonstration_leaves_a_database_that_somebody_holds_as_it_is()
    {
        var here = Directory.GetCurrentDirectory();
        var file = Path.Combine(here, "data", "demo.db");
        using var held = await Storage.Of($"sqlite:{file}").Share(default);
        await File.WriteAllTextAsync(file, "an order");

        using var place = new DemoPlace(null);
        Assert.That(() => place.Clear(default), Throws.InstanceOf<IOException>());
        Assert.That(File.Exists(file));
        File.Delete(file);
    }
}
