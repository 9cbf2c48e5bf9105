using CsvHelper;
using Dispatch.Importing;

namespace Dispatch.Web.Demo;

/// <summary>The lists of the demonstration world, embedded beside this file.</summary>
internal static class WorldFile
{
    public static IReadOnlyList<T> Read<T>(string file, Func<CsvReader, T> row) =>
        EmbeddedCsv.Read(typeof(WorldFile).Assembly, $"Dispatch.Web.Demo.World.{file}", row);
}
