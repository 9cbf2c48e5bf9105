using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Dispatch.Http;

/// <summary>Tells which field or parameter it was that the framework could not read; it says so in English words or not at all.</summary>
internal static class Unreadable
{
    /// <summary>The field of the body, or else the parameters of the address.</summary>
    public static FieldError[] Of(BadHttpRequestException failure, HttpContext context) => failure.InnerException switch
    {
        NotATime time => [new FieldError(Field(time), "NotATime", time.Text)],
        JsonException json when json.Message.Contains("could not be mapped", StringComparison.Ordinal) => [new FieldError(Field(json), "UnknownField")],
        JsonException json when json.Message.StartsWith("Duplicate property", StringComparison.Ordinal) => [new FieldError(Field(json), "MoreThanOnce")],
        JsonException json => [new FieldError(Field(json), "NotReadable")],
        _ => Parameters(context),
    };

    /// <summary>The parameters of the endpoint that can't be read from this address.</summary>
    public static FieldError[] Parameters(HttpContext context)
    {
        var failed = context.Features.Get<IExceptionHandlerFeature>();
        var route = failed?.RouteValues ?? context.Request.RouteValues;
        var parameters = (failed?.Endpoint ?? context.GetEndpoint())?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [];
        FieldError[] errors = [.. parameters.Where(KnownParameters.IsOfAddress)
            .Select(parameter => Wrong(parameter, route.TryGetValue(parameter.Name, out var value) ? $"{value}" : context.Request.Query[parameter.Name].ToString()))
            .OfType<FieldError>()];
        return errors is [] ? [new FieldError("request", "NotReadable")] : errors;
    }

    private static FieldError? Wrong(IParameterBindingMetadata parameter, string text)
    {
        if (text.Length == 0) return parameter.IsOptional ? null : new FieldError(parameter.Name, "Required");
        var type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
        if (type == typeof(Timestamp)) return Timestamp.TryParse(text, out _) ? null : new FieldError(parameter.Name, "NotATime", text);
        if (type == typeof(int)) return int.TryParse(text, CultureInfo.InvariantCulture, out _) ? null : new FieldError(parameter.Name, "NotANumber", text);
        if (type == typeof(long)) return long.TryParse(text, CultureInfo.InvariantCulture, out _) ? null : new FieldError(parameter.Name, "NotANumber", text);
        return null;
    }

    private static string Field(JsonException json) =>
        json.Path is { Length: > 2 } path ? path[2..] : "body";
}
