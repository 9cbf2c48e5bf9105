using Dispatch.Domain;
using Dispatch.Finding;
using Dispatch.Triage;

namespace Dispatch.Tests.Triage;

public sealed class The_lexicon
{
    [Test]
    public void Has_no_term_twice() => Assert.That(Term.All.Select(term => term.Text), Is.Unique);

    [Test]
    public void Is_in_lower_case() => Assert.That(Term.All.Select(term => term.Text), Has.None.Matches<string>(text => text.Any(char.IsUpper)));

    [Test]
    public void Knows_a_sign_of_every_skill_in_both_languages() =>
        Assert.That(Term.All.Where(term => !term.IsCrop && term.Skill is not null).Select(term => (term.Skill!.Value, term.IsChinese)).Distinct().Count(),
            Is.GreaterThanOrEqualTo((2 * Enum.GetValues<Skill>().Length) - 1));

    [Test]
    public void Gives_every_crop_one_label_and_a_skill_it_belongs_to()
    {
        Assert.That(Term.All.Where(term => term.IsCrop), Has.All.Property("Skill").Not.Null);
        Assert.That(Term.All.Where(term => term.Crop is not null).Select(term => term.Crop).Distinct(), Is.SubsetOf(Lexicon.CropKeys));
    }

    [Test]
    public void Weighs_every_sign_that_asks_for_a_skill() =>
        Assert.That(Term.All.Where(term => !term.IsCrop && term.Skill is not null), Has.All.Property("Weight").GreaterThan(0));
}
