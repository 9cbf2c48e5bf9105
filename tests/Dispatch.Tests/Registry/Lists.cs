using System.Text;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Importing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Registry;

/// <summary>What an import came to, and what it complained of, in English.</summary>
public sealed record Imported(ImportReport Report, IReadOnlyList<string> Complaints)
{
    public Tally Rows => Report.Rows;
}

/// <summary>Lists to import, and a few towns and villages to refer to.</summary>
internal static class Lists
{
    /// <summary>狼山镇 with a place, 新华镇 without; 团结村 in both, 富强村 and 永红村 in one.</summary>
    public static object[] Places() =>
    [
        new Town { Code = "150802100", Name = "狼山镇", Kind = "镇", Place = new Domain.Place(41.0415, 107.4473) },
        new Town { Code = "150802101", Name = "新华镇", FormerName = "老新华", Kind = "镇" },
        new Village { Code = "150802100213", OfficialName = "富强村村民委员会", ShortName = "富强村", Kind = "village", TownCode = "150802100" },
        new Village { Code = "150802100220", OfficialName = "团结村村民委员会", ShortName = "团结村", Kind = "village", TownCode = "150802100" },
        new Village { Code = "150802101211", OfficialName = "团结村村民委员会", ShortName = "团结村", Kind = "village", TownCode = "150802101" },
        new Village { Code = "150802101203", OfficialName = "永红村村民委员会", ShortName = "永红村", Kind = "village", TownCode = "150802101" },
    ];

    public static Task<Imported> Import(this Service service, string list, string csv, bool dryRun = false, bool skipBad = false) =>
        service.Import(list, new MemoryStream(Encoding.UTF8.GetBytes(csv)), dryRun, skipBad);

    public static async Task<Imported> Import(this Service service, string list, Stream file, bool dryRun = false, bool skipBad = false)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var complaints = new List<string>();
        var taken = scope.ServiceProvider.GetServices<IImport>().Single(import => import.Name == list);
        var report = await scope.ServiceProvider.GetRequiredService<CsvImport>()
            .Run(taken, file, dryRun, skipBad, error => complaints.Add(error.Said("list.csv", Language.English)), CancellationToken.None);
        return new Imported(report, complaints);
    }
}
