using System.Net;
using System.Net.Sockets;
using Dispatch.Web.CommandLine;
using Dispatch.Web.Demo;

namespace Dispatch.Tests.CommandLine;

/// <summary>The demonstration's own database is found from the current directory, which is the whole process's.</summary>
[NonParallelizable]
public sealed class When_a_demonstration_is_refused : Terminal
{
    private const string Own = "data/demo.db";
    private const string Last = "the last month";
    private string before = "";

    [SetUp]
    public void GoThere()
    {
        (before, Environment.CurrentDirectory) = (Environment.CurrentDirectory, Folder.FullName);
        Directory.CreateDirectory("data");
        File.WriteAllText(Own, Last);
    }

    [TearDown]
    public void ComeBack() => Environment.CurrentDirectory = before;

    [TestCase("--urls=http://0.0.0.0:5999")]
    [TestCase("--urls=http://localhost:0")]
    [TestCase("--Dispatch:Bus=nonsense")]
    [TestCase("--Dispatch:FieldHours=20:00-06:00")]
    [TestCase("--Dispatch:NoticeWebhook=zzz")]
    public async Task The_last_one_is_left_as_it_was(string wrong)
    {
        Assert.That(await Type(default, "demo", "--exit", wrong), Is.EqualTo(Shell.Failed), Error);
        Assert.That(await File.ReadAllTextAsync(Own), Is.EqualTo(Last));
    }

    [Test]
    public async Task An_address_in_use_is_said_in_one_sentence_and_nothing_is_touched()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        Assert.That(await Type(default, "demo", "--exit", "--urls", $"http://{other.LocalEndpoint}"), Is.EqualTo(Shell.Failed));
        Assert.That(Error.Trim(), Does.Contain($"http://{other.LocalEndpoint} is in use").And.Not.Contain("\n"));
        Assert.That(await File.ReadAllTextAsync(Own), Is.EqualTo(Last));
        Assert.That(await Run("demo", "--exit", "--urls", $"http://{other.LocalEndpoint}"), Is.EqualTo(Shell.Failed));
        Assert.That(Folder.GetFiles(), Is.Empty, "a database that was named is not made");
    }

    [Test]
    public async Task What_fails_later_puts_it_back()
    {
        using (var place = new DemoPlace(null))
        {
            await place.Clear(default);
            await File.WriteAllTextAsync(Own, "half a start");
        }
        Assert.That(await File.ReadAllTextAsync(Own), Is.EqualTo(Last));
    }

    [Test]
    public async Task What_was_killed_while_it_started_has_not_taken_its_place()
    {
        File.Move(Own, Own + ".former");
        await File.WriteAllTextAsync(Own, "half a start");
        using (var place = new DemoPlace(null)) await place.Clear(default);

        Assert.That(await File.ReadAllTextAsync(Own), Is.EqualTo(Last));
    }

    [Test]
    public async Task One_that_starts_takes_its_place()
    {
        Assert.That(await Type(default, "demo", "--orders", "3", "--exit"), Is.Zero, Error);
        Assert.That(Directory.GetFiles("data").Select(System.IO.Path.GetFileName), Has.Member("demo.db").And.None.Contains("former"));
    }
}
