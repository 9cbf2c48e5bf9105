using System.Text.Json;
using Dispatch.Accounts;
using Dispatch.Web.CommandLine;

namespace Dispatch.Tests.CommandLine;

public sealed class When_accounts_are_made : Terminal
{
    private const string Secret = "^[A-Z]{4}-[a-z]{4}-[0-9]{4}-[a-z]{2}\\n$";

    [TestCase("en", "调度台 (Desk) can sign in as desk. This is a one-time password, good for seven days")]
    [TestCase("zh", "已为 调度台（Desk）开通账号 desk。下面是一次性密码，七天内有效")]
    public async Task The_password_alone_is_printed_and_the_sentence_beside_it(string language, string words)
    {
        Assert.That(await Run("accounts", "add", "desk", "--name", " 调度台 ", "--role", "desk", "--lang", language), Is.Zero, Error);
        Assert.That(Out, Does.Match(Secret));
        Assert.That(Error, Does.Contain(words));
    }

    [Test]
    public async Task The_list_tells_all_but_the_password()
    {
        await Run("accounts", "add", "office", "--name", "人才办", "--role", "Office");
        var secret = Out.Trim();
        await Run("accounts", "add", "desk", "--name", "调度台", "--role", "Desk");
        await Run("accounts", "close", "office");

        Assert.That(await Run("accounts", "list", "--lang", "en"), Is.Zero, Error);
        Assert.That(Out, Does.Match("^desk: 调度台, Desk, made .*\\noffice: 人才办, Office, closed .*, made .*\\n$").And.Not.Contain(secret));
        Assert.That(await Run("accounts", "list", "--lang", "zh"), Is.Zero, Error);
        Assert.That(Out, Does.Contain("office：人才办，Office，停用于 "));
        Assert.That(await Run("accounts", "list", "--json"), Is.Zero, Error);
        Assert.That(JsonElement.Parse(Out).EnumerateArray().Select(one => $"{one.GetProperty("login")} {one.GetProperty("role")} {one.GetProperty("closedAt").ValueKind}"), Is.EqualTo(new[] { "desk Desk Null", "office Office String" }));
        Assert.That(Out, Does.Not.Contain("assword").And.Not.Contain("tamp"));
    }

    [Test]
    public async Task Before_the_first_the_list_says_that_there_are_none()
    {
        await Run("accounts", "add", "desk", "--name", "调度台", "--role", "Farmer");
        await Run("keys", "add", "hotline", "--for", "all");

        Assert.That(await Run("accounts", "list", "--lang", "en"), Is.Zero, Error);
        Assert.That(Out, Is.EqualTo("There are no accounts yet.\n"));
    }

    [TestCase("en", "desk has a new password")]
    [TestCase("zh", "desk 的密码已重置")]
    public async Task Reset_prints_another_password_alone(string language, string words)
    {
        await Run("accounts", "add", "desk", "--name", "调度台", "--role", "Desk");
        var before = Out;
        Assert.That(await Run("accounts", "reset", "DESK", "--lang", language), Is.Zero, Error);

        Assert.That(Out, Does.Match(Secret).And.Not.EqualTo(before));
        Assert.That(Error, Does.Contain(words).IgnoreCase);
    }

    [TestCase("en", "The account desk is closed.")]
    [TestCase("zh", "账号 desk 已停用。")]
    public async Task Close_says_so(string language, string words)
    {
        await Run("accounts", "add", "desk", "--name", "调度台", "--role", "Desk");

        Assert.That((await Run("accounts", "close", "desk", "--lang", language), Out), Is.EqualTo((0, words + "\n")));
    }

    [TestCase("en", "The login 'Desk' is taken, or was.", "add", "Desk", "--name", "李", "--role", "Desk")]
    [TestCase("zh", "登录名“office”已有人用，或者用过。", "add", "office", "--name", "李", "--role", "Office")]
    [TestCase("en", "'li li' can't be a login", "add", "li li", "--name", "李", "--role", "Desk")]
    [TestCase("zh", "登录名“王芳”不能用", "add", "王芳", "--name", "李", "--role", "Desk")]
    [TestCase("en", "There is no station 'S999'.", "add", "li", "--name", "李", "--role", "Clerk", "--station", "S999")]
    [TestCase("zh", "没有编号为“S999”的驿站。", "add", "li", "--name", "李", "--role", "Clerk", "--station", "S999")]
    [TestCase("en", "There is no expert 'E999'.", "add", "li", "--name", "李", "--role", "Expert", "--expert", "E999")]
    [TestCase("zh", "没有编号为“E999”的专家。", "add", "li", "--name", "李", "--role", "Expert", "--expert", "E999")]
    [TestCase("en", "A clerk belongs to a station", "add", "li", "--name", "李", "--role", "Clerk")]
    [TestCase("zh", "专员要写明驿站", "add", "li", "--name", "李", "--role", "Clerk")]
    [TestCase("en", "An expert's account is some expert's", "add", "li", "--name", "李", "--role", "Expert")]
    [TestCase("zh", "专家要写明是哪位专家", "add", "li", "--name", "李", "--role", "Expert")]
    [TestCase("en", "There is no account 'nobody'.", "reset", "nobody")]
    [TestCase("zh", "没有登录名为“nobody”的账号。", "close", "nobody")]
    [TestCase("en", "The account office is closed and gets no new password.", "reset", "office")]
    [TestCase("zh", "账号 office 已停用，不能重置密码。", "reset", "office")]
    public async Task What_can_t_be_done_is_said_and_makes_no_account(string language, string words, params string[] typed)
    {
        await Run("accounts", "add", "desk", "--name", "调度台", "--role", "Desk");
        await Run("accounts", "add", "office", "--name", "人才办", "--role", "Office");
        await Run("accounts", "close", "office");

        Assert.That((await Run(["accounts", .. typed, "--lang", language]), Out), Is.EqualTo((Shell.Failed, "")));
        Assert.That(Error, Does.Contain(words));
        await Run("accounts", "list", "--json");
        Assert.That(JsonElement.Parse(Out).GetArrayLength(), Is.EqualTo(2));
    }

    /// <summary>Seen red: a longer login was made, and the page to sign in would not take it.</summary>
    [Test]
    public async Task A_login_is_no_longer_than_the_page_takes_it()
    {
        Assert.That(await Run("accounts", "add", new string('a', Account.LongestLogin), "--name", "李", "--role", "Desk"), Is.Zero, Error);
        Assert.That(await Run("accounts", "add", new string('b', Account.LongestLogin + 1), "--name", "李", "--role", "Desk", "--lang", "en"), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.Contain("at most 50 characters"));
    }

    [TestCase("en", "Only a clerk has a station")]
    [TestCase("zh", "只有专员有驿站")]
    public async Task Clerks_have_stations_and_experts_are_experts_and_nobody_else(string language, string words)
    {
        await Import("towns", "code,name,kind\n150802100,狼山镇,镇\n");
        await Import("stations", "code,name,town,latitude,longitude\nS001,狼山镇驿站,狼山镇,41,107.4\n");
        Assert.That(await Run("accounts", "add", "li", "--name", "李", "--role", "Clerk", "--station", "S001"), Is.Zero, Error);
        Assert.That(await Run("accounts", "add", "zhao", "--name", "赵", "--role", "Desk", "--station", "S001", "--lang", language), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.Contain(words));
    }

    [TestCase("--role must be one of Expert, Clerk, Desk, Office, Administrator", "add", "li", "--name", "李", "--role", "Farmer")]
    [TestCase("--role must be one of", "add", "li", "--name", "李", "--role", "Engine")]
    [TestCase("--role must be one of", "add", "li", "--name", "李", "--role", "Dezk")]
    [TestCase("--role", "add", "li", "--name", "李")]
    [TestCase("--name must be 1 to 50 characters", "add", "li", "--name", "　", "--role", "Desk")]
    [TestCase("--name must be 1 to 50 characters", "add", "li", "--name", "李\n秀英", "--role", "Desk")]
    [TestCase("--name must be 1 to 50 characters", "add", "li", "--name", "123456789012345678901234567890123456789012345678901", "--role", "Desk")]
    [TestCase("--name", "add", "li", "--role", "Desk")]
    public async Task What_is_wrong_is_named(string words, params string[] typed)
    {
        Assert.That(await Run(["accounts", .. typed]), Is.EqualTo(Shell.NotUnderstood));
        Assert.That(Error, Does.Contain(words));
        Assert.That(Folder.GetFiles(), Is.Empty);
    }

    [Test]
    public async Task The_first_start_tells_who_may_sign_in()
    {
        using var stop = new CancellationTokenSource();
        var serving = Run(stop.Token, "serve", "--urls", "http://127.0.0.1:0");
        await OrderDesk.Until(() => Task.FromResult(serving.IsCompleted || Out.Contains("First start", StringComparison.Ordinal)));
        await stop.CancelAsync();
        await serving.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.That(Out, Does.Match("首次启动：管理员账号 admin，一次性密码 (\\S+)（七天内有效.*\\n.*First start: the administrator signs in as admin with the one-time password \\1 "), Error);
    }

    private async Task Import(string what, string rows)
    {
        await File.WriteAllTextAsync(Path($"{what}.csv"), rows);
        Assert.That(await Run("import", what, Path($"{what}.csv")), Is.Zero, Error);
    }
}
