using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Privacy;

/// <summary>Who was given whose data; and a person's data, all of it at once and none of it any more.</summary>
internal static class PrivacySetup
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services, ProcessRole role) =>
        services.AddSingleton<AuditLog>().AddScoped<WhatIsKept>().AddScoped<Eraser>().AddWork<ForgetAudit>(role);

    public static IEndpointRouteBuilder MapPrivacy(this IEndpointRouteBuilder api)
    {
        ReadAudit.Map(api);
        ExportPerson.Map(api);
        ErasePerson.Map(api);
        return api;
    }
}
