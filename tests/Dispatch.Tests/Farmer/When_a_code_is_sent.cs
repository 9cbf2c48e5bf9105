using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Dispatch.Accounts;
using Dispatch.Notifying;
using Dispatch.Tests.Pages;
using Dispatch.Web.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Tests.Farmer;

/// <summary>To the phone, to nobody else, and for ten minutes.</summary>
public sealed class When_a_code_is_sent : MineSpec
{
    private readonly Lines log = new();

    protected override void Also(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(log).Configure<LoggerFilterOptions>(options =>
    {
        options.MinLevel = LogLevel.Trace;
        options.Rules.Clear();
    });

    [SetUp]
    public Task Order() => Service.Ordered();

    [TestCase("zh-CN", "验证码 [0-9]{6}，10 分钟内有效")]
    [TestCase("en", "Your code is [0-9]{6}. It is good for 10 minutes")]
    public async Task It_comes_at_once_at_night_too_and_in_the_language_of_the_page(string language, string words)
    {
        Service.Clock.Advance(TimeSpan.FromHours(17));
        await Asked(new Visitor(Service, language));

        Assert.That((Codes[0].To, Regex.IsMatch(Codes[0].Text, words)), Is.EqualTo((Mobile.Phone, true)), Codes[0].Text);
    }

    /// <summary>Seen red with a code kept as it is.</summary>
    [Test]
    public async Task It_stands_in_no_log_in_no_table_and_in_no_list_of_notices()
    {
        var code = await Asked(Li);
        var kept = await Service.Db(db => db.Set<FarmerCode>().AsNoTracking().SingleAsync());
        Assert.That((kept.Phone, kept.Hash!.Contains(code, StringComparison.Ordinal)), Is.EqualTo((Mobile.Phone, false)));
        Assert.That(await Service.Db(db => db.Set<Notice>().CountAsync(notice => notice.Template == "Code" || notice.Text.Contains(code))), Is.Zero);

        await Li.Send(("code", code));
        Assert.That(log.All, Has.Some.Contain("Requ").And.None.Contain(code));
    }

    [Test]
    public async Task Who_asks_for_a_phone_that_nobody_left_is_told_the_same_and_nothing_is_sent()
    {
        await Asked(Li);
        var known = (Li.Status, Li.Address.AbsolutePath, Li.Text.Replace(Mobile.Phone, "", StringComparison.Ordinal));
        var stranger = new Visitor(Service);
        await stranger.Open("/my/phone");
        await stranger.Send(("mobile", OtherPhone));
        Assert.That((stranger.Status, stranger.Address.AbsolutePath, stranger.Text.Replace(OtherPhone, "", StringComparison.Ordinal)), Is.EqualTo(known));

        await Li.Send(("code", "12"));
        await stranger.Send(("code", "123456"));
        Assert.That((Codes.Count, stranger.ErrorOf("code")), Is.EqualTo((1, "错误： 验证码不对，或者已经过期。一个验证码最多试五次，可以再发一个。")));
    }

    [Test]
    public async Task A_second_tap_sends_no_second_one()
    {
        await Li.Open("/my/phone");
        var twin = Li.Twin();
        await Li.Send(("mobile", Mobile.Phone));
        await twin.Send(("mobile", Mobile.Phone));
        await Li.Send(("code", await Service.CodeAfter(0)));

        Assert.That((Codes.Count, Li.Address.AbsolutePath), Is.EqualTo((1, "/my")));
    }

    [Test]
    public async Task A_new_one_makes_the_one_before_worthless()
    {
        var before = await Asked(Li);
        Service.Clock.Advance(FarmerCodes.Pause);
        await Li.Say("Again");
        var code = await Service.CodeAfter(1);
        await Li.Send(("code", before));
        Assert.That((Li.Status, before == code), Is.EqualTo((HttpStatusCode.BadRequest, false)), "one in a million that both are the same");

        await Li.Send(("code", code));
        Assert.That(Li.Address.AbsolutePath, Is.EqualTo("/my"));
    }

    [TestCase(0, HttpStatusCode.OK, "/my")]
    [TestCase(1, HttpStatusCode.BadRequest, "/my/code")]
    public async Task It_is_good_for_ten_minutes(int late, HttpStatusCode status, string leads)
    {
        var code = await Asked(Li);
        Service.Clock.Advance(FarmerCodes.Life + (late * Moment));
        await Li.Send(("code", code));

        Assert.That((Li.Status, Li.Address.AbsolutePath), Is.EqualTo((status, leads)));
    }

    [Test]
    public async Task It_is_good_once()
    {
        var code = await Asked(Li);
        var elsewhere = Li.Twin();
        await Li.Send(("code", code));
        await elsewhere.Send(("code", code));

        Assert.That((Li.Address.AbsolutePath, elsewhere.Status), Is.EqualTo(("/my", HttpStatusCode.BadRequest)));
    }

    [Test]
    public async Task After_five_wrong_ones_the_right_one_is_wrong_too()
    {
        var code = await Asked(Li);
        for (var n = 0; n < FarmerCodes.MostTries; n++) await Li.Send(("code", Not(code)));
        await Li.Send(("code", code));

        Assert.That((Li.Status, await IsOut(Li)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
    }

    /// <summary>Seen red without counting.</summary>
    [Test]
    public async Task Nobody_asks_or_guesses_for_long()
    {
        for (var n = 0; n < Tries.OfNumber; n++)
        {
            await Li.Open("/my/phone");
            await Li.Send(("mobile", OtherPhone));
        }
        for (var n = 0; n < Tries.OfNumber; n++) await Li.Send(("code", "123456"));
        await Li.Send(("code", "123456"));
        Assert.That((Li.Status, Li.Text.Contains("试得太多了", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.TooManyRequests, true)));

        await Li.Say("Again");
        Assert.That(Li.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [TestCase("zh-CN", "0478-8123456", "错误： 座机收不到验证码，请填 11 位的手机号。")]
    [TestCase("en", "0478-8123456", "Error: A landline can’t receive a code. Please give a mobile number of 11 digits.")]
    [TestCase("zh-CN", "", "错误： 必填。")]
    [TestCase("zh-CN", "12345", "错误： 不是有效的电话号码（手机 11 位，座机含区号）。")]
    public async Task A_landline_or_a_slip_is_said_beside_the_field(string language, string phone, string words)
    {
        var who = new Visitor(Service, language);
        await who.Open("/my/phone");
        await who.Send(("mobile", phone));

        Assert.That((who.Status, who.ErrorOf("mobile"), who.ValueOf("mobile")), Is.EqualTo((HttpStatusCode.BadRequest, words, phone)));
        Assert.That(who.Page.QuerySelector("main a[href='/follow']"), Is.Not.Null);
    }

    [Test]
    public async Task Nobody_types_a_code_who_has_not_asked_for_one()
    {
        await Li.Open("/my/code");

        Assert.That(Li.Address.AbsolutePath, Is.EqualTo("/my/phone"));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> all = [];

        public IEnumerable<string> All => all;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => all.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
