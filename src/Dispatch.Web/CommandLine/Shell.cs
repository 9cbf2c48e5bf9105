using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Web.Doctor;
using Dispatch.Web.Serving;

namespace Dispatch.Web.CommandLine;

/// <summary>
/// What was typed, and where answers go. Settings (--Section:Key=value, or with a space) are taken out first and go to the
/// configuration; everything else must be understood by a command.
/// </summary>
internal sealed partial class Shell
{
    /// <summary>It could not be done.</summary>
    public const int Failed = 1;

    /// <summary>It was not understood.</summary>
    public const int NotUnderstood = 2;

    /// <summary>It was told to stop before it was done.</summary>
    public const int Interrupted = 130;

    private readonly string[] words;
    private readonly CancellationToken stop;

    public Shell(string[] typed, TextWriter? output = null, TextWriter? error = null, CancellationToken stop = default)
    {
        (Configured, words) = Parted(typed);
        Out = output ?? Console.Out;
        Error = error ?? Console.Error;
        this.stop = stop;
    }

    /// <summary>The settings among the words.</summary>
    public string[] Configured { get; }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>Runs the command that is named; the first one when none is.</summary>
    /// <returns>0 only when it did what it says.</returns>
    public async Task<int> RunAsync(params Func<Shell, Command>[] commands)
    {
        var root = new Command("dispatch", "问需送餐 Dispatch: farmers order, stations dispatch, experts deliver. Settings: --Section:Key=value, e.g. --Dispatch:Database=sqlite:PATH") { new HelpOption(), new VersionOption() };
        foreach (var command in commands) root.Add(command(this));
        // Options without a command are the first one's.
        var unnamed = words is [] || (words[0].StartsWith("--", StringComparison.Ordinal) && words[0] is not ("--help" or "--version"));
        string[] said = unnamed ? [root.Subcommands[0].Name, .. words] : words;
        var parsed = root.Parse(said);
        var error = parsed.Errors.Count > 0;
        var invocation = new InvocationConfiguration { Output = error ? Error : Out, Error = Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            var code = await parsed.InvokeAsync(invocation, stop);
            return error ? NotUnderstood : code;
        }
        catch (Exception failure) when (Mendable.Is(failure))
        {
            return Fail(Mendable.Sentence(failure));
        }
        catch (OperationCanceledException)
        {
            Fail("Stopped before it was done. 已中断");
            return Interrupted;
        }
    }

    public static string InOneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Says on the error stream why it could not be done.</summary>
    public int Fail(string why)
    {
        Error.WriteLine(why);
        return Failed;
    }

    /// <exception cref="BadSetting">A setting of the section Dispatch is unknown or can't be read.</exception>
    public Settings Settings() => ServiceHost.SettingsOf(ServiceHost.Builder(Configured).Configuration);

    /// <summary>The service's parts without the service: nothing is relayed or consumed. The database has the schema of this program.</summary>
    /// <param name="stop">Ends the wait.</param>
    /// <param name="mayCreate">Whether there need not be a database yet. Who only looks would otherwise find all well in an empty one, after a slip of the pen.</param>
    /// <param name="instead">The database to use instead of the configured one.</param>
    /// <exception cref="IOException">There is no database, it is not ours, or of another version.</exception>
    public async Task<ServiceProvider> PartsAsync(CancellationToken stop, bool mayCreate = false, string? instead = null)
    {
        var parts = Parts(instead);
        if (!mayCreate) await MustBeThere(parts, stop);
        await Schema.OpenAsync(parts, stop);
        return parts;
    }

    /// <summary>The same before anything is asked of the database.</summary>
    public ServiceProvider Parts(string? instead = null)
    {
        var settings = Settings();
        settings.Database = instead ?? settings.Database;
        return new ServiceCollection().AddLogging().AddDispatch(settings).AddScoped<Examination>().BuildServiceProvider();
    }

    /// <summary>Does something with a part of the service that is not started.</summary>
    /// <param name="mayCreate">Whether the database is made where there is none.</param>
    /// <param name="act">What.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<int> With<T>(bool mayCreate, Func<T, Task<int>> act, CancellationToken stop)
        where T : notnull
    {
        await using var parts = await PartsAsync(stop, mayCreate);
        await using var scope = parts.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>Words for the person, and a secret that a script can take: it alone goes to the output.</summary>
    public async Task<int> Show(string words, string secret)
    {
        await Error.WriteLineAsync(words);
        await Out.WriteLineAsync(secret);
        return 0;
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

    private static async Task MustBeThere(ServiceProvider parts, CancellationToken stop)
    {
        var storage = parts.GetRequiredService<Storage>();
        if (!await storage.IsThere(stop)) throw new FileNotFoundException($"There is no database at {storage.Name}.", storage.Name);
        await using var scope = parts.CreateAsyncScope();
        if (!await storage.IsOurs(scope.ServiceProvider.GetRequiredService<DispatchDb>(), stop)) throw new IOException($"{storage.Name} is empty; it is not a database of Dispatch yet.");
    }

    private static (string[] Settings, string[] Words) Parted(string[] typed)
    {
        var (settings, words) = (new List<string>(), new List<string>());
        for (var n = 0; n < typed.Length; n++)
        {
            if (Setting().IsMatch(typed[n])) settings.Add(typed[n]);
            else if (SettingName().IsMatch(typed[n]) && n + 1 < typed.Length) settings.Add($"{typed[n]}={typed[++n]}");
            else words.Add(typed[n]);
        }
        return ([.. settings], [.. words]);
    }

    [GeneratedRegex(@"^--(\w[\w.]*(:\w[\w.]*)+|urls|AllowedHosts)=", RegexOptions.IgnoreCase)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^--\w[\w.]*(:\w[\w.]*)+$")]
    private static partial Regex SettingName();
}
