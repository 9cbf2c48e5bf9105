using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Dispatch.Http;

/// <summary>Refuses a parameter that the address does not have: a filter that is misspelt must not be answered with the totals of everything.</summary>
public sealed class KnownParameters : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, endpoint) = (context.HttpContext.Request, context.HttpContext.GetEndpoint()!);
        var known = endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().Where(IsOfAddress).Select(parameter => parameter.Name).Except(request.RouteValues.Keys).ToList();
        var check = new Check();
        foreach (var name in request.Query.Keys.Except(known, StringComparer.OrdinalIgnoreCase)) check.Fail(name, "UnknownParameter", string.Join(", ", known.DefaultIfEmpty("-")));
        check.Done();
        return next(context);
    }

    /// <summary>Whether it is read from the path or the query, and not from the body or the service's parts.</summary>
    internal static bool IsOfAddress(IParameterBindingMetadata parameter) => parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string);
}
