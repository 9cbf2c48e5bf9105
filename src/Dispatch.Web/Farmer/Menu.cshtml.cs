using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer;

/// <summary>A kind of help, and how many experts give it.</summary>
public sealed record Kind(Skill Skill, int Experts);

/// <summary>An expert as the menu shows them: who, from where, and what they know. How to reach them is told when they come.</summary>
public sealed record OnTheMenu(string Code, string Name, string? Town, IReadOnlyList<SkillLevel> Skills);

/// <summary>What kinds of help there are, and who gives them; one can be asked for.</summary>
public sealed class MenuModel(Words say, DispatchDb db) : DispatchPage(say)
{
    private const int PerPage = 30;

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Town { get; set; }

    [BindProperty(SupportsGet = true)]
    public int From { get; set; }

    /// <summary>The kind that was chosen.</summary>
    public Skill? Chosen { get; private set; }

    public IReadOnlyList<Kind> Kinds { get; private set; } = [];

    public IReadOnlyList<OnTheMenu> Experts { get; private set; } = [];

    public IReadOnlyList<Choice> Towns { get; private set; } = [];

    /// <summary>Where the next page begins; null when there is none.</summary>
    public int? More { get; private set; }

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        var all = await db.Set<Expert>().AsNoTracking().Where(expert => expert.Active).OrderBy(expert => expert.Code)
            .Select(expert => new { expert.Code, expert.Name, expert.TownCode, expert.Skills }).ToListAsync(stop);
        if (!SkillNames.TrySkill(Kind, out var skill))
        {
            Kinds = [.. Enum.GetValues<Skill>().Select(one => new Kind(one, all.Count(expert => expert.Skills.Exists(held => held.Skill == one))))];
            return;
        }
        var towns = await db.Set<Town>().OrderBy(town => town.Code).ToDictionaryAsync(town => town.Code, town => town.Name, stop);
        var able = all.Where(expert => expert.Skills.Exists(held => held.Skill == skill)).ToList();
        Chosen = skill;
        Towns = [new Choice("", Say["Town.All"]), .. able.Select(expert => expert.TownCode).Distinct().Order(StringComparer.Ordinal).Select(code => new Choice(code, towns.GetValueOrDefault(code, code)))];
        var there = able.Where(expert => string.IsNullOrEmpty(Town) || expert.TownCode == Town).ToList();
        From = Math.Clamp(From, 0, there.Count);
        Experts = [.. there.Skip(From).Take(PerPage).Select(expert => new OnTheMenu(expert.Code, expert.Name, towns.GetValueOrDefault(expert.TownCode), expert.Skills))];
        More = From + PerPage < there.Count ? From + PerPage : null;
    }
}
