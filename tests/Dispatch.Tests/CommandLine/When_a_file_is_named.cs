using System.IO.Pipes;
using Dispatch.Web.CommandLine;

namespace Dispatch.Tests.CommandLine;

public sealed class When_a_file_is_named : Terminal
{
    [Test]
    public async Task A_directory_is_no_list()
    {
        Assert.That(await Run("import", "towns", Folder.FullName), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.Contain("is a directory"));
    }

    [Test]
    public async Task A_list_may_come_through_a_pipe()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var import = Run("import", "towns", $"/proc/self/fd/{pipe.GetClientHandleAsString()}", "--lang", "en");
        await using (var list = File.OpenRead(SharedData.Find("linhe_towns.csv"))) await list.CopyToAsync(pipe);
        pipe.DisposeLocalCopyOfClientHandle();
        pipe.Dispose();

        Assert.That(await import, Is.Zero, Error);
        Assert.That(Out, Does.Contain("added 22,"));
    }

    [TestCase("nowhere/result.json")]
    [TestCase(".")]
    public async Task A_result_that_can_t_be_written_is_refused_before_the_month(string name)
    {
        Assert.That(await Run("demo", "--exit", "--json", Path(name)), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.Contain(Folder.FullName));
        Assert.That(Folder.GetFiles(), Is.Empty, "no database was made");
    }

    [Test]
    public async Task A_demonstration_takes_no_database_that_is_there()
    {
        await File.WriteAllTextAsync(Path("dispatch.db"), "an order");

        Assert.That(await Run("demo", "--exit"), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.Contain("needs a database of its own"));
    }
}
