using Dispatch.Domain;
using Dispatch.Http;
using Dispatch.Web.Pages;

namespace Dispatch.Web.Clerk;

/// <summary>What the seats of an order are to need, a skill with its level for each: the first, and those of a team.</summary>
/// <param name="Field">The first one's field; the others have its name.</param>
/// <param name="Chosen">What has been chosen for each.</param>
public sealed record SeatsAsked(Field Field, IReadOnlyList<string?> Chosen)
{
    public const int Most = Check.MostSeats;

    /// <summary>Whether it is a team.</summary>
    public bool IsTeam => Chosen.Skip(1).Any(need => !string.IsNullOrEmpty(need));

    /// <summary>As the API reads them: those that were chosen, or null where none was.</summary>
    /// <exception cref="BadInput">Others were chosen, and the first was left as it is: it would be gone, and no team.</exception>
    public static IReadOnlyList<IReadOnlyList<string>>? Read(IReadOnlyList<string?> chosen)
    {
        var seats = chosen.Where(need => !string.IsNullOrEmpty(need)).Select(need => (IReadOnlyList<string>)[need!]).ToList();
        if (seats.Count == 0) return null;
        return string.IsNullOrEmpty(chosen[0]) ? throw new BadInput("seats", "FirstSeatMissing") : seats;
    }

    /// <summary>Every skill at every level.</summary>
    public static IEnumerable<Choice> Choices(Words say) =>
        Enum.GetValues<Skill>().SelectMany(skill => Enum.GetValues<Level>().Select(level => new Choice($"{new SkillLevel(skill, level)}", $"{say.Of(skill)} · {say[$"Level.{level}"]}")));

    /// <summary>The field of the first seat.</summary>
    public Field First => Field with { Value = Chosen.ElementAtOrDefault(0) };

    /// <summary>The field of another seat of a team.</summary>
    /// <param name="seat">Which, from 2.</param>
    /// <param name="label">What it is called.</param>
    /// <param name="none">How it is said that there is no such seat.</param>
    public Field At(int seat, string label, string none) =>
        Field with { Id = $"{Field.Id}-{seat}", Label = label, Choices = [new Choice("", none), .. Field.Choices.Skip(1)], Value = Chosen.ElementAtOrDefault(seat - 1), Hint = null, Errors = [] };
}
