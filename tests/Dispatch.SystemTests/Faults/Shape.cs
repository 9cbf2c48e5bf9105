using System.Globalization;

namespace Dispatch.SystemTests.Faults;

/// <summary>What a run is made of, as the environment says it (<c>deploy/faults.sh</c> sets it).</summary>
/// <param name="Rounds">How many faults, one after another.</param>
/// <param name="Seed">The same seed, the same faults after the same number of answers, with the same victims.</param>
/// <param name="OnPostgres">Whether the database is PostgreSQL; else a SQLite file.</param>
/// <param name="Nodes">How many broker nodes.</param>
/// <param name="Web">How many processes clients come to.</param>
/// <param name="Workers">How many more there are.</param>
/// <param name="Only">The names of the faults to choose from, or parts of them; empty for all.</param>
/// <param name="Json">Where the table is written as JSON; null for nowhere.</param>
public sealed record Shape(int Rounds, int Seed, bool OnPostgres, int Nodes, int Web, int Workers, string[] Only, string? Json)
{
    /// <summary>So many rounds take a while anyway.</summary>
    public const int Many = 50;

    /// <summary>Whether there is time for faults that take long: in a run of many rounds, or where it is said which faults.</summary>
    public bool HasTime => Rounds >= Many || Only is not [];

    /// <summary>How many farmers there are at once.</summary>
    public int Farmers => HasTime ? 8 : 6;

    /// <summary>Fewer answers come before a fault strikes, and while it lasts.</summary>
    public int Answers => HasTime ? 24 : 12;

    public static Shape FromEnvironment(int rounds) => new(
        Number("ROUNDS", rounds), Number("SEED", 1), Text("DATABASE") != "sqlite", Number("NODES", 3), Number("WEB", 2), Number("WORKERS", 2),
        Text("ONLY")?.Split(',') ?? [], Text("JSON"));

    /// <summary>What the process of this number is for.</summary>
    public string RoleOf(int number) => Workers == 0 ? "all" : number < Web ? "web" : "worker";

    private static string? Text(string name) => Environment.GetEnvironmentVariable($"DISPATCH_FAULTS_{name}") is { Length: > 0 } text ? text : null;

    private static int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public override string ToString() =>
        $"{Rounds} rounds, seed {Seed}, {(OnPostgres ? "PostgreSQL" : "SQLite")}, RabbitMQ x{Nodes}, {Web} web, {Workers} workers";
}
