using System.Net;
using System.Net.Http.Json;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Web.CommandLine;
using Dispatch.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.CommandLine;

public sealed class When_a_command_is_typed
{
    private DirectoryInfo folder = null!;
    private StringWriter output = null!;
    private StringWriter error = null!;

    [SetUp]
    public void Prepare()
    {
        folder = Directory.CreateTempSubdirectory("dispatch-cli-");
        (output, error) = (new StringWriter(), new StringWriter());
    }

    [TearDown]
    public void Clean()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
        output.Dispose();
        error.Dispose();
    }

    [TestCase("foo")]
    [TestCase("serve", "--dispatch")]
    [TestCase("import", "towns")]
    [TestCase("import", "cities", "file.csv")]
    [TestCase("import", "towns", "file.csv", "--dry-rnu")]
    [TestCase("backup")]
    [TestCase("--Dispatch:Zone")]
    public async Task What_is_not_understood_is_said_with_the_usage_on_the_error_stream(params string[] words)
    {
        Assert.That(await Run(words), Is.EqualTo(Shell.NotUnderstood));
        Assert.That(error.ToString(), Does.Contain("Usage:"));
        Assert.That(output.ToString(), Is.Empty);
    }

    [TestCase("http://0.0.0.0:5080", "AllowedHosts")]
    [TestCase("http://*:5080", "AllowedHosts")]
    [TestCase("http://192.168.1.5:5080", "AllowedHosts")]
    [TestCase("nonsense", "no address")]
    public async Task Listening_beyond_this_machine_without_protection_is_refused(string url, string why)
    {
        Assert.That(await Run("serve", "--urls", url), Is.EqualTo(Shell.Failed));
        Assert.That(error.ToString(), Does.Contain(url).And.Contain(why));
    }

    [Test]
    public async Task A_setting_that_does_not_exist_is_refused()
    {
        Assert.That(await Run("import", "towns", SharedData.Find("linhe_towns.csv"), "--Dispatch:Databse=x"), Is.EqualTo(Shell.Failed));
        Assert.That(error.ToString(), Does.Contain("Databse"));
    }

    [Test]
    public async Task Import_says_what_it_did_and_the_second_time_that_nothing_changed()
    {
        Assert.That(await Run("import", "towns", SharedData.Find("linhe_towns.csv"), "--lang", "en"), Is.Zero);
        Assert.That(await Run("import", "towns", SharedData.Find("linhe_towns.csv"), "--lang", "zh"), Is.Zero);
        Assert.That(output.ToString(), Does.Contain("imported (added 22,").And.Contain("没有变化 (新增 0，更新 0，未变 22，有误 0)"));
    }

    [Test]
    public async Task An_import_that_is_refused_says_so_and_does_not_end_well()
    {
        Assert.That(await Run("import", "villages", SharedData.Find("linhe_villages.csv"), "--lang", "en"), Is.EqualTo(Shell.Failed));
        Assert.That(error.ToString(), Does.Contain("linhe_villages.csv: line 231, town_code9: There is no town '150802401'.").And.Contain("nothing imported"));
        Assert.That(output.ToString(), Is.Empty);
    }

    [Test]
    public async Task A_backup_is_whole_and_never_overwrites()
    {
        await Run("import", "towns", SharedData.Find("linhe_towns.csv"));
        var copy = Path.Combine(folder.FullName, "copy.db");

        Assert.That(await Run("backup", copy), Is.Zero);
        Assert.That(await Run("backup", copy), Is.EqualTo(Shell.Failed));
        Assert.That(error.ToString(), Does.Contain("exists already"));
        Assert.That(Towns(copy), Is.EqualTo(22));
        Assert.That(folder.GetFiles("copy.db*"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_backup_of_nothing_is_refused_and_makes_nothing()
    {
        Assert.That(await Run("backup", Path.Combine(folder.FullName, "copy.db")), Is.EqualTo(Shell.Failed));
        Assert.That(folder.GetFiles(), Is.Empty);
    }

    [Test]
    public async Task The_service_serves_on_a_real_port_and_refuses_a_body_that_is_too_large()
    {
        await using var app = await ServiceHost.StartAsync(["--urls=http://127.0.0.1:0", Database, "--Logging:LogLevel:Default=None"], CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        http.DefaultRequestHeaders.Add("Dispatch-Actor", "Clerk:wang");
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {await Key(app)}");

        var answer = await http.PostAsJsonAsync("/api/v1/orders", new { difficulty = new string('x', 1 << 20) });

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("TooLarge"));
        await app.StopAsync();
    }

    private static async Task<string?> Key(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ApiKeys>().Add("tests", [Role.Clerk], CancellationToken.None);
    }

    private string Database => $"--Dispatch:Database=sqlite:{folder.FullName}/dispatch.db";

    private Task<int> Run(params string[] words) =>
        new Shell([Database, .. words], output, error).RunAsync(Serve.Command, Import.Command, Backup.Command);

    private static long Towns(string file)
    {
        using var copy = new SqliteConnection($"Data Source={file};Pooling=false;Mode=ReadOnly");
        copy.Open();
        using var count = copy.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM towns";
        return (long)count.ExecuteScalar()!;
    }
}
