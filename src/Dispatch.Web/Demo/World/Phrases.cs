using Dispatch.Domain;
using Dispatch.Importing;

namespace Dispatch.Web.Demo;

/// <summary>What an expert found and advised.</summary>
public sealed record FieldReport(string Findings, string Advice);

/// <summary>What people in the demonstration say: reports, reasons, confirmations, answers.</summary>
public static class Phrases
{
    private sealed record Phrase(string Kind, Skill? Skill, string Text, string? Advice);

    private static readonly IReadOnlyList<Phrase> All = WorldFile.Read("words.csv", row =>
        new Phrase(row.GetString("kind"), row.Named<Skill>("skill"), row.GetString("text"), row.Filled("advice")));

    /// <summary>What experts write after a visit, by skill; every skill has some.</summary>
    public static ILookup<Skill, FieldReport> Reports { get; } = All
        .Where(phrase => phrase.Kind == "report")
        .ToLookup(phrase => phrase.Skill!.Value, phrase => new FieldReport(phrase.Text, phrase.Advice!));

    /// <summary>What a clerk tells a farmer when nobody needs to come, by skill; every skill has some.</summary>
    public static ILookup<Skill, string> Answers { get; } = All
        .Where(phrase => phrase.Kind == "answer")
        .ToLookup(phrase => phrase.Skill!.Value, phrase => phrase.Text);

    /// <summary>Why an expert says no.</summary>
    public static IReadOnlyList<string> Declines { get; } = Texts("decline");

    /// <summary>How a farmer says it is solved.</summary>
    public static IReadOnlyList<string> Solved { get; } = Texts("solved");

    /// <summary>How a farmer says it is half solved.</summary>
    public static IReadOnlyList<string> PartlySolved { get; } = Texts("partly");

    /// <summary>How a farmer says it is not solved.</summary>
    public static IReadOnlyList<string> NotSolved { get; } = Texts("notsolved");

    private static string[] Texts(string kind) => [.. All.Where(phrase => phrase.Kind == kind).Select(phrase => phrase.Text)];
}
