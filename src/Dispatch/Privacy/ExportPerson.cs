using System.ComponentModel.DataAnnotations;
using Dispatch.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Privacy;

/// <summary>Whose data. In the body and not in the address, which is written down on the way.</summary>
public sealed record ExportRequest
{
    /// <summary>The farmer's.</summary>
    /// <example>13804780001</example>
    [Required]
    public string? Phone { get; init; }
}

/// <summary>Gives out everything that is kept about a farmer, to be handed to them.</summary>
public static class ExportPerson
{
    public const string Act = "exportPerson";

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/persons/export", Export)
        .WithName(Act).WithMetadata(new NeverKept()).WithTags("Privacy").WithSummary("Everything that is kept about a farmer 导出农户数据")
        .Produces<PersonalData>().ProducesProblem(StatusCodes.Status400BadRequest);

    /// <summary>Reads the phone as it is typed.</summary>
    /// <exception cref="BadInput">It is none.</exception>
    public static string Phone(string? typed)
    {
        var check = new Check();
        var phone = check.Phone("phone", typed);
        check.Done();
        return phone;
    }

    /// <summary>Notes first who is given it.</summary>
    public static async Task<PersonalData> Give(string phone, Viewer to, WhatIsKept kept, AuditLog log, TimeProvider clock, CancellationToken stop)
    {
        await log.Note(AuditRow.Of(to, Act, phone, clock.GetUtcNow()));
        return await kept.Of(phone, stop);
    }

    private static async Task<IResult> Export(ExportRequest? request, HttpContext context, WhatIsKept kept, AuditLog log, TimeProvider clock, CancellationToken stop) =>
        Results.Ok(await Give(Phone(Check.Body(request).Phone), await Viewer.Of(context), kept, log, clock, stop));
}
