using System.Text.RegularExpressions;
using CsvHelper;
using Dispatch.Domain;
using Dispatch.Triage;

namespace Dispatch.Tests.Triage;

/// <summary>
/// Real call-centre questions with the category the operator ticked. The tick is not always what the words
/// say ("ask for cotton thrips information" is ticked as mechanisation), so some are wrong whatever is read.
/// </summary>
public sealed partial class Real_questions
{
    private sealed record Question(string Text, string Type, Skill[] Meant)
    {
        public Skill? Read { get; } = Lexicon.Read(Text).Skill;

        public bool IsRight => Read is { } skill && Meant.Contains(skill);

        public bool IsWrong => Read is { } skill && !Meant.Contains(skill);
    }

    private List<Question> questions = [];

    [OneTimeSetUp]
    public void Load()
    {
        questions = [.. Rows(SharedData.Find("farmer_queries_sample.csv")).Where(question => question.Meant.Length > 0 && !TellsNothing().IsMatch(question.Text))];
        TestContext.Progress.WriteLine($"{questions.Count} real questions: {Percent(q => q.IsRight):F1} % right, {Percent(q => q.Read is null):F1} % unclear, {Percent(q => q.IsWrong):F1} % wrong");
        foreach (var type in questions.GroupBy(question => question.Type).Where(type => type.Count() >= 10))
            TestContext.Progress.WriteLine($"  {type.Key}: of {type.Count()} {type.Count(q => q.IsRight)} right, {type.Count(q => q.Read is null)} unclear, {type.Count(q => q.IsWrong)} wrong");
    }

    [Test]
    public void Four_in_five_are_read_as_ticked() => Assert.That(Percent(question => question.IsRight), Is.GreaterThan(83));

    [Test]
    public void Few_are_read_as_something_else() => Assert.That(Percent(question => question.IsWrong), Is.LessThan(6.6));

    [Test]
    public void Fewer_still_without_the_category_that_is_mostly_mistaken() =>
        Assert.That(questions.Count(q => q.IsWrong && q.Type != "Agriculture Mechanization") * 100.0 / questions.Count, Is.LessThan(5.3));

    private double Percent(Func<Question, bool> those) => questions.Count(those) * 100.0 / questions.Count;

    private static IEnumerable<Question> Rows(string file)
    {
        using var csv = CsvReader.FromFile(file);
        while (csv.Read())
            yield return new(csv.GetString("query_text"), csv.GetString("query_type"), Meant(csv.GetString("query_type"), csv.GetString("sector")));
    }

    /// <summary>Calls that failed, and questions for the weather, an address or a telephone number: nothing to read a skill from.</summary>
    [GeneratedRegex(@"test call|disconnect|abandon|abond|out ?bond|no voice|not answering|no repon|no response|call transfer|incomplete call|state call|call (back|cent)|feedback|survey|messages?$|contact n|number|weather|rain|\?\?\?", RegexOptions.IgnoreCase)]
    private static partial Regex TellsNothing();

    private static Skill[] Meant(string type, string sector) => (type, sector) switch
    {
        ("Government Schemes" or "Credit" or "Crop Insurance", _) => [Skill.FarmManagement],
        (_, "FISHERIES") => [Skill.Aquaculture],
        (_, "ANIMAL HUSBANDRY") => [Skill.Veterinary, Skill.AnimalHusbandry],
        ("Plant Protection" or "Weed Management", _) => [Skill.PlantProtection],
        ("Nutrient Management" or "Fertilizer Use and Availability" or "Soil Testing" or "Soil Health Card", _) => [Skill.SoilAndFertiliser],
        ("Varieties" or "Seeds" or "Seeds and Planting Material", _) => [Skill.Seed],
        ("Market Information", _) => [Skill.ProcessingAndMarketing],
        ("Agriculture Mechanization", _) => [Skill.Machinery],
        ("Water Management" or "Water Management, Micro Irrigation", _) => [Skill.Irrigation],
        _ => [],
    };
}
