namespace Dispatch.Web.Pages;

/// <summary>The form for an expert's weekly hours.</summary>
/// <param name="Hours">The field.</param>
/// <param name="Before">How they were when the page was drawn: who changes what has been changed since is told.</param>
public sealed record HoursForm(Field Hours, string Before);

/// <summary>An expert's leaves, each with a button that ends it, and the form for another.</summary>
/// <param name="Leaves">Those that are not over.</param>
/// <param name="From">From when.</param>
/// <param name="To">When the expert is back.</param>
/// <param name="Reason">Why.</param>
public sealed record LeaveForm(IReadOnlyList<Domain.Experts.Leave> Leaves, Field From, Field To, Field Reason);
