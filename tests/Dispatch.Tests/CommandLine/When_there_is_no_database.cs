using Dispatch.Web.CommandLine;

namespace Dispatch.Tests.CommandLine;

public sealed class When_there_is_no_database : Terminal
{
    [TestCase("doctor")]
    [TestCase("explain", "84170225875")]
    [TestCase("load")]
    [TestCase("ledger", "totals")]
    [TestCase("ledger", "verify")]
    [TestCase("errors", "list")]
    [TestCase("backup", "copy.db")]
    public async Task Who_only_looks_says_so_and_makes_none(params string[] words)
    {
        Assert.That(await Run(words), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.StartWith($"There is no database at {Path("dispatch.db")}."));
        Assert.That(Folder.GetFiles(), Is.Empty);
    }

    [Test]
    public async Task An_empty_file_is_none()
    {
        await File.WriteAllTextAsync(Path("dispatch.db"), "");

        Assert.That(await Run("doctor"), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.Contain("is not a database of Dispatch"));
    }

    [TestCase("doctor")]
    [TestCase("import", "towns")]
    [TestCase("serve", "--urls=http://127.0.0.1:0")]
    public async Task Another_kind_of_file_is_none(params string[] words)
    {
        await File.WriteAllTextAsync(Path("dispatch.db"), "not a database, but long enough to be taken for one".PadRight(4096));

        Assert.That(await Refused(words), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.StartWith($"{Path("dispatch.db")} is not a database"));
    }

    [TestCase("doctor")]
    [TestCase("import", "towns")]
    [TestCase("serve", "--urls=http://127.0.0.1:0")]
    public async Task Somebody_elses_database_is_left_as_it_is(params string[] words)
    {
        await Sql("CREATE TABLE invoices (id INTEGER); CREATE TABLE \"__EFMigrationsHistory\" (\"MigrationId\" TEXT PRIMARY KEY, \"ProductVersion\" TEXT NOT NULL); INSERT INTO \"__EFMigrationsHistory\" VALUES ('2020_Invoices', '5')");

        Assert.That(await Refused(words), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.StartWith($"{Path("dispatch.db")} is not a database of Dispatch"));
        Assert.That(await Sql("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'"), Is.EqualTo("2"));
    }

    [TestCase("towns", 0)]
    [TestCase("villages", Shell.Failed)]
    public async Task Who_only_tries_an_import_makes_none(string list, int code)
    {
        Assert.That(await Run("import", list, SharedData.Find($"linhe_{list}.csv"), "--dry-run", "--lang", "en"), Is.EqualTo(code), Error);
        Assert.That(Out + Error, Does.Contain(code == 0 ? "checked only, nothing imported (added 22," : "There is no town"));
        Assert.That(Folder.GetFiles(), Is.Empty);
    }

    [Test]
    public async Task Import_makes_one_and_then_the_others_find_it()
    {
        Assert.That(await Run("import", "towns", SharedData.Find("linhe_towns.csv")), Is.Zero);
        Assert.That(await Run("doctor", "--lang", "en"), Is.Zero);
        Assert.That(Out, Does.Contain("ok     8. Bad input changes nothing."));
        Assert.That(await Run("doctor", "--lang", "zh"), Is.Zero);
        Assert.That(Out, Does.Contain("ok     8. 错误的输入不改变任何内容。").And.Contain("最近 35 天"));
        Assert.That(await Run("errors", "list", "--lang", "en"), Is.Zero);
        Assert.That(Out, Does.Contain("No message has failed."));
        Assert.That(await Run("doctor", "--at", "yesterday"), Is.EqualTo(Shell.NotUnderstood));
        Assert.That(await Run("doctor", "--at", "2026-07-31T20:00", "--lang", "en", "--Dispatch:Zone=Asia/Tokyo"), Is.Zero);
        Assert.That(Out, Does.Contain("as of 2026-07-31 20:00:00 +09:00"));
        Assert.That(await Run("doctor", "--at", "2026-07-31T20:00+08:00", "--lang", "en", "--Dispatch:Zone=Asia/Tokyo"), Is.Zero);
        Assert.That(Out, Does.Contain("as of 2026-07-31 21:00:00 +09:00"));
        Assert.That(await Run("ledger", "export", Path(".")), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.Contain("is a directory"));
        Assert.That(Folder.Parent!.GetFiles($"{Folder.Name}*"), Is.Empty, "nothing is left beside it");
    }

    /// <summary>An import gets its list; a service that starts after all is stopped again.</summary>
    private async Task<int> Refused(string[] words)
    {
        using var ceiling = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await Run(ceiling.Token, words[0] == "import" ? [.. words, SharedData.Find("linhe_towns.csv")] : words);
    }
}
