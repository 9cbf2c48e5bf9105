using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Dispatch.Tests;

/// <summary>
/// Which pages there are, found out by reflection once: for each service anew it took half of the time of its start. Each service
/// has descriptors of its own all the same, because MVC hangs its filters on them, and those belong to one service.
/// </summary>
internal sealed class KnownPages(ActionDescriptorCollection found) : ActionDescriptorCollectionProvider
{
    private static readonly Lock Gate = new();
    private static ActionDescriptorCollection? known;

    public override ActionDescriptorCollection ActionDescriptors { get; } = new([.. found.Items.Select(Anew)], found.Version);

    public override IChangeToken GetChangeToken() => new CancellationChangeToken(CancellationToken.None);

    public static void ShareIn(IServiceCollection services)
    {
        // A worker has none.
        if (services.LastOrDefault(service => service.ServiceType == typeof(IActionDescriptorCollectionProvider))?.ImplementationType is { } finder)
            services.AddSingleton<IActionDescriptorCollectionProvider>(provider => new KnownPages(Known(provider, finder)));
    }

    private static ActionDescriptorCollection Known(IServiceProvider provider, Type finder)
    {
        lock (Gate)
            return known ??= ((IActionDescriptorCollectionProvider)ActivatorUtilities.CreateInstance(provider, finder)).ActionDescriptors;
    }

    private static ActionDescriptor Anew(ActionDescriptor found) => new PageActionDescriptor((PageActionDescriptor)found)
    {
        ActionConstraints = found.ActionConstraints,
        AttributeRouteInfo = found.AttributeRouteInfo,
        BoundProperties = found.BoundProperties,
        DisplayName = found.DisplayName,
        EndpointMetadata = found.EndpointMetadata,
        FilterDescriptors = [.. found.FilterDescriptors],
        Parameters = found.Parameters,
        Properties = new Dictionary<object, object?>(found.Properties),
        RouteValues = found.RouteValues,
    };
}
