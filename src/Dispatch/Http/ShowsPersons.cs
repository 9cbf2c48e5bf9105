using Microsoft.AspNetCore.Builder;

namespace Dispatch.Http;

/// <summary>
/// Marks an endpoint or a page that gives out data of persons: name, phone, photos, the exact place, own words. Whoever gets an
/// answer from it is in the audit log before the answer leaves.
/// </summary>
/// <param name="by">Which part of the address says whose: "tracking"; null where it is a list of many.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShowsPersonsAttribute(string? by = null) : Attribute
{
    public string? By { get; } = by;

    /// <summary>Which act of <see cref="Rights"/> it comes to; the endpoint's own name when null.</summary>
    public string? Act { get; init; }
}

/// <summary>The mark, for endpoints.</summary>
public static class ShowsPersons
{
    public static RouteHandlerBuilder ShowsPersonsOf(this RouteHandlerBuilder endpoint, string? by, string? act = null) => endpoint.WithMetadata(new ShowsPersonsAttribute(by) { Act = act });
}
