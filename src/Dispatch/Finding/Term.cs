using System.Globalization;
using CsvHelper;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Importing;

namespace Dispatch.Finding;

/// <summary>One row of lexicon.csv. A crop names what it is about; a sign speaks for a skill, with a weight.</summary>
/// <param name="Text">In lower case. English may end in '*': every word that begins so.</param>
/// <param name="IsCrop">A crop or animal; otherwise a sign.</param>
/// <param name="Crop">The canonical key; on a sign, the crop the sign alone gives away (列当: sunflower).</param>
/// <param name="Label">The crop's Chinese name, on the first row of each crop.</param>
/// <param name="Skill">For a sign the skill it asks for, for a crop the skill it belongs to.</param>
/// <param name="Weight">How loudly it speaks for its skill; most crops stay silent.</param>
/// <param name="Urgency">What the term alone says about urgency.</param>
internal sealed record Term(string Text, bool IsCrop, string? Crop, string? Label, Skill? Skill, int Weight, Urgency? Urgency)
{
    public bool IsChinese => Text[0] > '\u2E7F';

    public static IReadOnlyList<Term> All { get; } =
        EmbeddedCsv.Read(typeof(Term).Assembly, "Dispatch.Finding.lexicon.csv", Row);

    private static Term Row(CsvReader row) => new(
        row.GetString("term"),
        row.GetString("kind") == "crop",
        row.Filled("crop"),
        row.Filled("label"),
        row.Named<Skill>("skill"),
        int.Parse(row.GetString("weight"), CultureInfo.InvariantCulture),
        row.Named<Urgency>("urgency"));
}
