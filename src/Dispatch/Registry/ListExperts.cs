using Dispatch.Domain.Experts;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Registry;

/// <summary>An expert as the district's list knows them.</summary>
public sealed record ExpertView
{
    /// <example>E001</example>
    public required string Code { get; init; }

    public required Guid Id { get; init; }

    /// <example>王建国</example>
    public required string Name { get; init; }

    /// <summary>Not for farmers and other experts: a farmer is told who comes when somebody does.</summary>
    /// <example>13904780001</example>
    public string? Phone { get; init; }

    /// <summary>Each with its level: "PlantProtection:3".</summary>
    public required IReadOnlyList<string> Skills { get; init; }

    public required IReadOnlyList<string> Crops { get; init; }

    /// <summary>BCP 47 codes.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Nine-digit code.</summary>
    /// <example>150802100</example>
    public required string Town { get; init; }

    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    /// <summary>How far the expert goes, km.</summary>
    public required double TravelRadiusKm { get; init; }

    /// <summary>How many seats the expert may hold at once.</summary>
    public required int Capacity { get; init; }

    /// <summary>How many are held now, offers included.</summary>
    public required int OpenSeats { get; init; }

    /// <example>Mon-Fri 08:00-18:00</example>
    public required string Hours { get; init; }

    public required IReadOnlyList<LeaveView> Leaves { get; init; }

    /// <summary>Whether the expert is still with the programme.</summary>
    public required bool Active { get; init; }

    /// <param name="expert">Who is shown.</param>
    /// <param name="caller">Who looks.</param>
    public static ExpertView Of(Expert expert, Caller caller) => new()
    {
        Code = expert.Code,
        Id = expert.Id.Value,
        Name = expert.Name,
        Phone = caller.IsOutside(expert.Id) ? null : expert.Phone,
        Skills = [.. expert.Skills.Select(skill => skill.ToString())],
        Crops = expert.Crops,
        Languages = expert.Languages,
        Town = expert.TownCode,
        Latitude = expert.Base.Latitude,
        Longitude = expert.Base.Longitude,
        TravelRadiusKm = expert.TravelRadiusKm,
        Capacity = expert.Capacity,
        OpenSeats = expert.OpenSeats,
        Hours = expert.Hours.ToString(),
        Leaves = [.. expert.Leaves.Select(leave => new LeaveView(leave.From, leave.To, caller.IsOutside(expert.Id) ? null : leave.Why))],
        Active = expert.Active,
    };
}

/// <summary>When an expert is away. Why is not for farmers and other experts.</summary>
public sealed record LeaveView(DateTimeOffset From, DateTimeOffset To, string? Why);

/// <summary>Shows experts: all of a skill or town, page by page, or one.</summary>
public static class ListExperts
{
    private const int Page = 200;

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/experts", List)
            .WithName("listExperts").WithTags("Experts").WithSummary("Experts by code 专家名单")
            .WithDescription("At most 200 at once: ask for the next with after = the last code. skill is a name (植保 or PlantProtection), town a code or name.")
            .Produces<IReadOnlyList<ExpertView>>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/experts/{code}", One)
            .WithName("getExpert").WithTags("Experts").WithSummary("One expert 专家")
            .Produces<ExpertView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(string? skill, string? town, string? after, Caller caller, DispatchDb db, CancellationToken stop)
    {
        var check = new Check();
        var wanted = string.IsNullOrWhiteSpace(skill) ? null : check.SkillLevel("skill", skill);
        check.Done();
        var code = string.IsNullOrWhiteSpace(town) ? null : await ListDivisions.TownCode(db, town, stop);
        var found = new List<ExpertView>();
        var experts = db.Set<Expert>().AsNoTracking().Where(expert => code == null || expert.TownCode == code)
            .Where(expert => after == null || expert.Code.CompareTo(after) > 0).OrderBy(expert => expert.Code).AsAsyncEnumerable();
        await foreach (var expert in experts.WithCancellation(stop))
        {
            if (wanted is { } need && !expert.Has(need)) continue;
            found.Add(ExpertView.Of(expert, caller));
            if (found.Count == Page) break;
        }
        return Results.Ok(found);
    }

    private static async Task<IResult> One(string code, Caller caller, HttpContext context, DispatchDb db, CancellationToken stop) =>
        await db.Set<Expert>().AsNoTracking().FirstOrDefaultAsync(expert => expert.Code == code, stop) is { } expert
            ? Results.Ok(ExpertView.Of(expert, caller))
            : Problems.NotFound(context);
}
