using Dispatch.Importing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Registry;

/// <summary>Upkeep, and the lists the registry takes in.</summary>
internal static class RegistrySetup
{
    public static IServiceCollection AddRegistry(this IServiceCollection services) => services
        .AddScoped<ChangeExpert>()
        .AddScoped<CsvImport>()
        .AddScoped<IImport, ImportTowns>()
        .AddScoped<IImport, ImportVillages>()
        .AddScoped<IImport, ImportStations>()
        .AddScoped<IImport, ImportExperts>()
        .AddScoped<IImport, ImportFarmers>();

    public static IEndpointRouteBuilder MapRegistry(this IEndpointRouteBuilder api)
    {
        ListExperts.Map(api);
        SetHours.Map(api);
        SetCapacity.Map(api);
        TakeLeave.Map(api);
        ListDivisions.Map(api);
        ListStations.Map(api);
        return api;
    }
}
