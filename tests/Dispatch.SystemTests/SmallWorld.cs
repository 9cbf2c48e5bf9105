using Dispatch.Domain.Experts;
using Dispatch.Persistence;

namespace Dispatch.SystemTests;

/// <summary>A town, a station and some experts on duty around the clock, imported from lists once; each test gets a copy.</summary>
public static class SmallWorld
{
    public const int Experts = 12;
    private static readonly Lazy<Task<string>> Imported = new(ImportAsync);

    /// <summary>To be imported where there is to be no copy: on a server.</summary>
    public static (string List, string[] Lines)[] Lists { get; } =
    [
        ("towns", ["编码,名称,类型,经度,纬度", "150802100,狼山镇,镇,107.45,41.04"]),
        ("villages", ["编码,名称,乡镇", "150802100201,富强村,狼山镇"]),
        ("stations", ["编码,名称,乡镇,覆盖村,专员", "S001,狼山镇驿站,狼山镇,富强村,王芳:13804780099"]),
        ("experts", ["编码,姓名,电话,专长,乡镇,上限,时间", .. Enumerable.Range(1, Experts).Select(n => $"E{n:D3},专家{n},139047800{n:D2},PlantProtection:2,狼山镇,20,Mon-Sun 00:00-23:59")]),
    ];

    public static ExpertId Expert(string code) => ExpertId.For(code);

    /// <summary>A service over a copy of the world, on the broker or on the embedded transport when there is none; not started.</summary>
    /// <param name="bus">The broker.</param>
    /// <param name="also">What else is set in its environment.</param>
    /// <param name="arguments">The command line; <c>serve</c> when none is given.</param>
    public static async Task<ServiceProcess> Service(Uri? bus = null, IReadOnlyDictionary<string, string>? also = null, params string[] arguments)
    {
        var settings = new Dictionary<string, string>
        {
            ["Dispatch__Bus"] = bus?.ToString() ?? "memory",
            ["Dispatch__BatchWindow"] = "00:00:00.1",
            ["Dispatch__FieldHours"] = "00:00-23:59",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        foreach (var (name, value) in also ?? new Dictionary<string, string>()) settings[name] = value;
        var service = new ServiceProcess(settings, arguments);
        File.Copy(await Imported.Value, service.DatabaseFile);
        return service;
    }

    /// <summary>Imports lists, by way of files, into the database that the settings name.</summary>
    public static async Task ImportAsync(IReadOnlyDictionary<string, string> settings, string folder, IEnumerable<(string List, string[] Lines)> lists)
    {
        foreach (var (list, lines) in lists)
        {
            var file = Path.Combine(folder, $"{list}.csv");
            await File.WriteAllLinesAsync(file, lines);
            var import = await Command.TypedAsync(settings, "import", list, file);
            Assert.That(import.ExitCode, Is.Zero, import.Errors);
        }
    }

    internal static void Remove()
    {
        if (Imported is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) Directory.GetParent(Imported.Value.Result)!.Delete(recursive: true);
    }

    private static async Task<string> ImportAsync()
    {
        var folder = Directory.CreateTempSubdirectory("dispatch-world-").FullName;
        var settings = new Dictionary<string, string> { ["Dispatch__Database"] = $"sqlite:{folder}/live.db" };
        await ImportAsync(settings, folder, Lists);
        var copy = Path.Combine(folder, "world.db");
        await Storage.Of(settings["Dispatch__Database"]).Copy(copy, CancellationToken.None);
        return copy;
    }
}
