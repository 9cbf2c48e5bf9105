using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Photos;

/// <summary>Photos of fields and animals, for orders and reports.</summary>
internal static class PhotosSetup
{
    public static IServiceCollection AddPhotos(this IServiceCollection services) => services.AddSingleton<PhotoFiles>().AddScoped<KeepPhotos>();

    public static IEndpointRouteBuilder MapPhotos(this IEndpointRouteBuilder api)
    {
        UploadPhotos.Map(api);
        ShowPhoto.Map(api);
        return api;
    }
}
