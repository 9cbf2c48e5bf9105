using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Web.Doctor;
using Dispatch.Web.Serving;
using Microsoft.Data.Sqlite;

namespace Dispatch.Web.CommandLine;

/// <summary>
/// What was typed, and where answers go. Settings (--Section:Key=value) are taken out first and go to the configuration;
/// everything else must be understood by a command.
/// </summary>
internal sealed partial class Shell
{
    /// <summary>It could not be done.</summary>
    public const int Failed = 1;

    /// <summary>It was not understood.</summary>
    public const int NotUnderstood = 2;

    private readonly string[] words;

    public Shell(string[] typed, TextWriter? output = null, TextWriter? error = null)
    {
        Configured = [.. typed.Where(word => Setting().IsMatch(word))];
        words = [.. typed.Where(word => !Setting().IsMatch(word))];
        Out = output ?? Console.Out;
        Error = error ?? Console.Error;
    }

    /// <summary>The settings among the words.</summary>
    public string[] Configured { get; }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>Runs the command that is named; the first one when none is.</summary>
    /// <returns>0 only when it did what it says.</returns>
    public async Task<int> RunAsync(params Func<Shell, Command>[] commands)
    {
        var root = new RootCommand("问需送餐 Dispatch: farmers order, stations dispatch, experts deliver. Settings: --Section:Key=value, e.g. --Dispatch:Database=sqlite:PATH");
        foreach (var command in commands) root.Add(command(this));
        string[] said = words is [] or ["--urls", ..] ? [root.Subcommands[0].Name, .. words] : words;
        var parsed = root.Parse(said);
        var error = parsed.Errors.Count > 0;
        var invocation = new InvocationConfiguration { Output = error ? Error : Out, Error = Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            var code = await parsed.InvokeAsync(invocation);
            return error ? NotUnderstood : code;
        }
        catch (Exception failure) when (IsTheirs(failure))
        {
            return Fail(failure.Message);
        }
    }

    /// <summary>Says on the error stream why it could not be done.</summary>
    public int Fail(string why)
    {
        Error.WriteLine(why);
        return Failed;
    }

    /// <exception cref="InvalidOperationException">A setting of the section Dispatch is unknown or can't be read.</exception>
    public Settings Settings() => ServiceHost.SettingsOf(ServiceHost.Builder(Configured).Configuration);

    /// <summary>The service's parts without the service: nothing is relayed or consumed. The database is brought up to date.</summary>
    public async Task<ServiceProvider> PartsAsync(CancellationToken stop)
    {
        var parts = new ServiceCollection().AddLogging().AddDispatch(Settings()).AddScoped<Examination>().BuildServiceProvider();
        await Schema.MigrateAsync(parts, stop);
        return parts;
    }

    /// <summary>--lang, else what LC_ALL or LANG say, else Chinese.</summary>
    public static string LanguageOf(string? asked)
    {
        string?[] said = [asked, Environment.GetEnvironmentVariable("LC_ALL"), Environment.GetEnvironmentVariable("LC_MESSAGES"), Environment.GetEnvironmentVariable("LANG")];
        return Array.Find(said, word => !string.IsNullOrEmpty(word))?.StartsWith(Language.English, StringComparison.OrdinalIgnoreCase) == true ? Language.English : Language.Chinese;
    }

    public static Option<string?> LanguageOption()
    {
        var language = new Option<string?>("--lang") { Description = "zh or en; else LC_ALL or LANG, else zh" };
        language.AcceptOnlyFromAmong(Language.Chinese, Language.English);
        return language;
    }

    /// <summary>What who runs the command can mend: said in a sentence. Anything else is a bug and shows where it is.</summary>
    private static bool IsTheirs(Exception failure) =>
        failure is ArgumentException or ValidationException or TimeZoneNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException or SqliteException or FormatException;

    [GeneratedRegex(@"^--(\w[\w.]*(:\w[\w.]*)+|urls)=", RegexOptions.IgnoreCase)]
    private static partial Regex Setting();
}
