using Dispatch.Domain.Orders;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Clerk;

/// <summary>What is typed and chosen on an order's page.</summary>
public sealed partial class BoardOrderModel
{
    [BindProperty]
    public string? Expert { get; set; }

    [BindProperty]
    public int? Seat { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Outcome { get; set; }

    /// <summary>A skill with its level for each seat; empty ones are left out.</summary>
    [BindProperty]
    public IReadOnlyList<string?> Seats { get; set; } = [];

    /// <summary>The number of the order under which it is to go on.</summary>
    [BindProperty]
    public string? Into { get; set; }

    [BindProperty]
    public string? Urgency { get; set; }

    [BindProperty]
    public string? Village { get; set; }

    public IReadOnlyList<Choice> Skills => [new Choice("", Say["Triage.AsIs"]), .. SeatsAsked.Choices(Say)];

    /// <summary>What was chosen for the seats, if triage was not taken.</summary>
    public IReadOnlyList<string?> SeatsTyped => Failed == "triageOrder" ? Seats : [];

    /// <summary>The seats somebody can be asked for.</summary>
    public IReadOnlyList<Choice> SeatChoices => [.. View.Seats.Where(seat => seat.State == SeatState.Open || State == State.NeedsClerk).Select(seat => new Choice($"{seat.Number}", $"{Say["Seat", seat.Number]} {string.Join(Say["Comma"], seat.Needs.Select(Say.SkillLevel))}"))];

    public IReadOnlyList<Choice> Urgencies => [.. Enum.GetValues<Urgency>().Select(urgency => new Choice($"{urgency}", Say[$"Urgency.{urgency}"]))];

    public IReadOnlyList<Choice> Outcomes => [.. new[] { Domain.Orders.Outcome.Solved, Domain.Orders.Outcome.PartlySolved, Domain.Orders.Outcome.NotSolved }.Select(outcome => new Choice($"{outcome}", Say.Term($"Outcome.{outcome}")))];

    /// <summary>Those who are asked or come, from whom a seat can be taken back.</summary>
    public IReadOnlyList<Choice> Holders => [.. View.Seats.Where(seat => seat.ExpertCode is not null && seat.State is SeatState.Offered or SeatState.Accepted).Select(seat => new Choice(seat.ExpertCode!, $"{seat.ExpertName} {seat.ExpertCode}"))];
}
